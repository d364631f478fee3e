package org.healthchain.crypto.envelope;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names a recipient's key: SHA-256 of the X.509 encoding of the public key, 32 bytes. Immutable.
 */
public final class KeyId {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private final byte[] value;

  private KeyId(byte[] value) {
    this.value = value;
  }

  /** The id of a public key. */
  public static KeyId of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || !"X.509".equals(key.getFormat())) {
      throw new IllegalArgumentException("the key has no X.509 encoding");
    }
    try {
      return new KeyId(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Wraps 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static KeyId of(byte[] value) {
    if (value.length != BYTES) {
      throw new IllegalArgumentException("a key id has 32 bytes, not " + value.length);
    }
    return new KeyId(value.clone());
  }

  /**
   * The id of the public half, where the private key tells it (RSA keys with a public exponent).
   *
   * @throws IllegalArgumentException for a key that does not, such as one inside a token
   */
  static KeyId of(PrivateKey key) {
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new IllegalArgumentException("this private key does not tell its public half");
    }
    try {
      return of(
          KeyFactory.getInstance(EnvelopeKeys.ALGORITHM)
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a usable RSA key", e);
    }
  }

  public byte[] toBytes() {
    return value.clone();
  }

  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
