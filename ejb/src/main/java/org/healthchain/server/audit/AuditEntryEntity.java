package org.healthchain.server.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * One entry, chained to the one before it: {@code hash = SHA-256("HealthChain/audit/v1" ‖ previous
 * hash ‖ number ‖ time in ms ‖ each text as u32 length and UTF-8)}; the first entry's previous hash
 * is 32 zero bytes.
 */
@Entity
@Table(name = "hc_audit_entry")
public class AuditEntryEntity {
  static final int HASH_BYTES = 32;
  private static final byte[] LABEL = "HealthChain/audit/v1".getBytes(StandardCharsets.US_ASCII);

  @Id private long number;

  @Column(name = "at_ms", nullable = false)
  private long atMillis;

  @Column(nullable = false)
  private String actor;

  @Column(nullable = false)
  private String action;

  @Column(nullable = false)
  private String subject;

  @Column(nullable = false)
  private String reason;

  @Column(nullable = false)
  private String outcome;

  @Column(name = "previous_hash", nullable = false)
  private byte[] previousHash;

  @Column(nullable = false)
  private byte[] hash;

  protected AuditEntryEntity() {}

  AuditEntryEntity(long number, Instant at, byte[] previousHash, AuditEvent event) {
    this.number = number;
    this.atMillis = at.toEpochMilli();
    this.actor = event.actor();
    this.action = event.action().name();
    this.subject = event.subject();
    this.reason = event.reason();
    this.outcome = event.outcome().toString();
    this.previousHash = previousHash.clone();
    this.hash = computeHash();
  }

  long number() {
    return number;
  }

  byte[] hash() {
    return hash.clone();
  }

  AuditEntryView view() {
    return new AuditEntryView(
        number, Instant.ofEpochMilli(atMillis), actor, action, subject, reason, outcome);
  }

  private byte[] computeHash() {
    return hash(previousHash, number, atMillis, actor, action, subject, reason, outcome);
  }

  /**
   * @param texts actor, action, subject, reason, outcome
   */
  static byte[] hash(byte[] previousHash, long number, long atMillis, String... texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(LABEL);
      digest.update(previousHash);
      digest.update(ByteBuffer.allocate(16).putLong(number).putLong(atMillis).array());
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
