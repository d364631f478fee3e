package org.healthchain.server.control;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Transaction;

/** A signed control transaction that does not stand on the chain yet. */
@Entity
@Table(name = "hc_control_outbox")
public class PendingControlEntity {
  @Id
  @Column(name = "transaction_id")
  private String transactionId;

  @Column(nullable = false)
  private short kind;

  @Column(nullable = false)
  private String subject;

  @Column(name = "transaction_bytes", nullable = false)
  private byte[] transactionBytes;

  @Column(name = "signed_at_ms", nullable = false)
  private long signedAtMillis;

  protected PendingControlEntity() {}

  PendingControlEntity(Transaction transaction, String subject, Instant signedAt) {
    this.transactionId = transaction.id().hex();
    this.kind = (short) transaction.header().kind().code();
    this.subject = subject;
    this.transactionBytes = transaction.encode();
    this.signedAtMillis = signedAt.toEpochMilli();
  }

  Transaction transaction() {
    try {
      return Transaction.decode(transactionBytes);
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("control outbox row " + transactionId + " is damaged", e);
    }
  }
}
