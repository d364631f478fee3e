package org.healthchain.server.ledger;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/** A transaction without its body. The columns beside the header repeat it, for queries. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_transaction")
public class TransactionEntity {
  /** height · 2^20 + index. */
  @Id private long number;

  @Column(name = "transaction_id", updatable = false)
  private String transactionId;

  @Column(updatable = false)
  private short kind;

  @Column(name = "serial_number", updatable = false)
  private @Nullable String serialNumber;

  @Column(name = "key_id", updatable = false)
  private @Nullable String keyId;

  @Column(updatable = false)
  private @Nullable String supersedes;

  @Column(name = "group_epoch", updatable = false)
  private int groupEpoch;

  @Column(updatable = false)
  private byte[] header;

  @Column(updatable = false)
  private byte[] authorisation;

  /** Zero once the body is erased. */
  @Column(name = "body_bytes")
  private int bodyBytes;

  protected TransactionEntity() {}

  TransactionEntity(TransactionNumber number, Transaction transaction) {
    TransactionHeader fields = transaction.header();
    this.number = number.value();
    this.transactionId = transaction.id().hex();
    this.kind = (short) fields.kind().code();
    this.serialNumber = hexOrNull(fields.serialNumber());
    this.keyId = hexOrNull(fields.keyId());
    this.supersedes = hexOrNull(fields.supersedes());
    this.groupEpoch = fields.groupEpoch();
    this.header = fields.encode();
    this.authorisation = transaction.authorisation().bytes();
    this.bodyBytes = transaction.erased() ? 0 : transaction.presentBody().length();
  }

  TransactionNumber number() {
    return new TransactionNumber(number);
  }

  String transactionId() {
    return transactionId;
  }

  String serialNumber() {
    return serialNumber;
  }

  String keyId() {
    return keyId;
  }

  int groupEpoch() {
    return groupEpoch;
  }

  int bodyBytes() {
    return bodyBytes;
  }

  TransactionHeader header() {
    return StoredBytes.transactionHeader(header);
  }

  /** The whole transaction, given its body or null. */
  Transaction with(byte @Nullable [] body) {
    return new Transaction(
        header(), Opaque.of(authorisation), body == null ? null : Opaque.of(body));
  }

  static @Nullable String hexOrNull(Hash hash) {
    return hash.isZero() ? null : hash.hex();
  }
}
