package org.healthchain.crypto.serialnumber;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Destroyable;

/**
 * The consortium's HMAC-SHA-256 key, known to its institutions and to the manager, never to the
 * ledger. Whoever holds it can test guesses of name and ID number, so it is guarded like a private
 * key.
 *
 * <p>Safe for use by many threads. After {@link #destroy()} every use throws, and so does a use
 * that {@code destroy} overtakes: no serial number is ever made with half a key.
 */
public final class SerialNumberKey implements Destroyable {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] LABEL =
      "HealthChain/serial-number/v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] secret;
  private volatile boolean destroyed;

  private SerialNumberKey(byte[] secret) {
    this.secret = secret;
  }

  public static SerialNumberKey generate(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new SerialNumberKey(secret);
  }

  /**
   * Wraps 32 secret bytes, which are copied.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static SerialNumberKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a serial number key has 32 bytes, not " + secret.length);
    }
    return new SerialNumberKey(secret.clone());
  }

  /** A copy of the secret bytes, for a key store; the caller wipes it. */
  public byte[] toBytes() {
    byte[] copy = secret.clone();
    requireAlive();
    return copy;
  }

  /**
   * The serial number of one patient.
   *
   * @return HMAC-SHA-256(key, {@code "HealthChain/serial-number/v1"} ‖ u32 length ‖ name ‖ u32
   *     length ‖ ID number), both in UTF-8 after normalisation
   */
  public SerialNumber serialNumberOf(PatientIdentity identity) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      mac.update(LABEL);
      mac.update(identity.encoded());
      SerialNumber serial = SerialNumber.of(mac.doFinal());
      requireAlive();
      return serial;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public void destroy() {
    destroyed = true;
    VarHandle.fullFence(); // whoever sees a wiped byte sees the flag
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SerialNumberKey that
        && destroyed == that.destroyed
        && MessageDigest.isEqual(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return SerialNumberKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "SerialNumberKey[secret]";
  }

  /** To be called after the secret was read. */
  private void requireAlive() {
    VarHandle.loadLoadFence();
    if (destroyed) {
      throw new IllegalStateException("this key was destroyed");
    }
  }
}
