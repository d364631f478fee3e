package org.healthchain.server.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * One row of the manager's key table (FR-8): hash of the public key to the private key, which
 * stands there only wrapped by {@link DayKeyWrapping}. Times in milliseconds since the epoch.
 */
@Entity
@Table(name = "hc_day_key")
public class DayKeyEntity {
  @Id
  @Column(name = "key_id")
  private String keyId;

  @Column(name = "public_key", nullable = false)
  private byte[] publicKey;

  @Column(name = "wrapped_private_key", nullable = false)
  private byte[] wrappedPrivateKey;

  @Column(name = "valid_from_ms", nullable = false)
  private long validFromMillis;

  @Column(name = "valid_until_ms", nullable = false)
  private long validUntilMillis;

  @Column(name = "grace_until_ms", nullable = false)
  private long graceUntilMillis;

  protected DayKeyEntity() {}

  DayKeyEntity(
      String keyId,
      byte[] publicKey,
      byte[] wrappedPrivateKey,
      long validFromMillis,
      long validUntilMillis,
      long graceUntilMillis) {
    this.keyId = keyId;
    this.publicKey = publicKey.clone();
    this.wrappedPrivateKey = wrappedPrivateKey.clone();
    this.validFromMillis = validFromMillis;
    this.validUntilMillis = validUntilMillis;
    this.graceUntilMillis = graceUntilMillis;
  }

  /** 64 hex digits. */
  String keyId() {
    return keyId;
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  byte[] wrappedPrivateKey() {
    return wrappedPrivateKey.clone();
  }

  long validFromMillis() {
    return validFromMillis;
  }

  long validUntilMillis() {
    return validUntilMillis;
  }

  long graceUntilMillis() {
    return graceUntilMillis;
  }
}
