package org.healthchain.server.submission;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.healthchain.server.transaction.Hash;
import org.jspecify.annotations.Nullable;

/** That a visit was taken; kept for {@link SendingStore#KEPT}. Holds keyed hashes alone. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_sending")
public class SendingEntity {
  @Id
  @Column(name = "submission_id")
  private long submissionId;

  private String doctor;

  @Column(name = "serial_number")
  private String serialNumber;

  @Column(name = "content_hash")
  private String contentHash;

  @Column(name = "key_hash")
  private @Nullable String keyHash;

  @Column(name = "transaction_id")
  private String transactionId;

  @Column(name = "sent_at_ms")
  private long sentAtMillis;

  @SuppressWarnings("NullAway.Init") // filled by reflection
  protected SendingEntity() {}

  SendingEntity(SubmissionEntity row, Hash content, @Nullable Hash key) {
    SubmissionView taken = row.view();
    submissionId = taken.id();
    doctor = row.doctor();
    serialNumber = taken.serialNumber();
    contentHash = content.hex();
    keyHash = key == null ? null : key.hex();
    transactionId = taken.transactionId();
    sentAtMillis = taken.queuedAt().toEpochMilli();
  }

  long submissionId() {
    return submissionId;
  }

  boolean of(Hash content) {
    return contentHash.equals(content.hex());
  }

  /** As the row had it when it was taken; signing it in a later group epoch changes it. */
  String transactionId() {
    return transactionId;
  }
}
