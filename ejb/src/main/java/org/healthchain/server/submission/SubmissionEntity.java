package org.healthchain.server.submission;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/**
 * An outbox row: what a doctor handed in, sealed, and what became of it. The sealed bytes leave the
 * row when they stand on the ledger.
 */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_submission")
public class SubmissionEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "hc_submission_seq")
  @SequenceGenerator(
      name = "hc_submission_seq",
      sequenceName = "hc_submission_seq",
      allocationSize = 50)
  private @Nullable Long id;

  @Column(updatable = false)
  private String doctor;

  private short state;

  @Column(name = "transaction_id")
  private String transactionId;

  @Column(name = "serial_number", updatable = false)
  private String serialNumber;

  @Column(name = "group_epoch")
  private int groupEpoch;

  private byte[] header;
  private byte @Nullable [] signature;
  private byte @Nullable [] body;

  @Column(name = "queued_at_ms", updatable = false)
  private long queuedAtMillis;

  @Column(name = "signed_at_ms")
  private @Nullable Long signedAtMillis;

  @Column(name = "finished_at_ms")
  private @Nullable Long finishedAtMillis;

  @Column(name = "block_height")
  private @Nullable Long blockHeight;

  private @Nullable String rejection;

  @SuppressWarnings("NullAway.Init") // filled by reflection
  protected SubmissionEntity() {}

  SubmissionEntity(String doctor, TransactionHeader header, byte[] body, long nowMillis) {
    this.doctor = doctor;
    this.state = SubmissionState.QUEUED.code();
    this.serialNumber = header.serialNumber().hex();
    this.body = body.clone();
    this.queuedAtMillis = nowMillis;
    take(header);
  }

  private void take(TransactionHeader fields) {
    header = fields.encode();
    transactionId = fields.id().hex();
    groupEpoch = fields.groupEpoch();
  }

  long id() {
    return Objects.requireNonNull(id, "not stored yet");
  }

  String doctor() {
    return doctor;
  }

  SubmissionState state() {
    return SubmissionState.of(state);
  }

  String transactionId() {
    return transactionId;
  }

  TransactionHeader header() {
    try {
      return TransactionHeader.decode(header);
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("submission " + id + " has a damaged header", e);
    }
  }

  /** The signed transaction. */
  Transaction transaction() {
    return new Transaction(
        header(),
        Opaque.of(Objects.requireNonNull(signature, "not signed yet")),
        Opaque.of(Objects.requireNonNull(body, "given away")));
  }

  /** Takes the signature on the header, which may have moved to a later group epoch. */
  void sign(TransactionHeader signed, byte[] groupSignature, long nowMillis) {
    take(signed);
    signature = groupSignature.clone();
    signedAtMillis = nowMillis;
    state = SubmissionState.SIGNED.code();
  }

  /** Whether it has yet to come into a block. */
  boolean waits() {
    return state().compareTo(SubmissionState.SIGNED) <= 0 && blockHeight == null;
  }

  /** Stands in a block that was executed here; nobody is told before a quorum vouches for it. */
  void include(long height, long blockMillis) {
    blockHeight = height;
    finishedAtMillis = blockMillis;
  }

  /** That block is certified. */
  void commit() {
    state = SubmissionState.COMMITTED.code();
    signature = null;
    body = null;
  }

  void reject(RejectionReason reason, long nowMillis) {
    rejection = reason.name();
    state = SubmissionState.REJECTED.code();
    finishedAtMillis = nowMillis;
  }

  /** The view of when it was taken, which was the answer to its sending. */
  SubmissionView viewAsTaken(String transactionIdThen) {
    return new SubmissionView(
        id(),
        serialNumber,
        transactionIdThen,
        SubmissionState.QUEUED,
        Instant.ofEpochMilli(queuedAtMillis),
        null,
        null,
        null,
        null);
  }

  public SubmissionView view() {
    boolean committed = state() == SubmissionState.COMMITTED;
    return new SubmissionView(
        id(),
        serialNumber,
        transactionId,
        state(),
        Instant.ofEpochMilli(queuedAtMillis),
        signedAtMillis == null ? null : Instant.ofEpochMilli(signedAtMillis),
        committed && finishedAtMillis != null ? Instant.ofEpochMilli(finishedAtMillis) : null,
        committed ? blockHeight : null,
        rejection);
  }
}
