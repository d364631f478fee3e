package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.healthchain.crypto.curve.Curve;

/**
 * What a challenge is hashed from: a label and named inputs, each with its length, into SHA-512.
 *
 * <p>Every name and value is preceded by its length (u16 and u32), so no two lists of inputs give
 * the same bytes. Challenges are the 512-bit hash modulo r (Fiat, Shamir 1986, over the whole
 * statement: Bernhard, Pereira, Warinschi 2012).
 */
final class Transcript {
  private final MessageDigest digest;

  private Transcript(MessageDigest digest) {
    this.digest = digest;
  }

  /** Starts a transcript; {@code label} separates it from every other use of the hash. */
  static Transcript of(String label) {
    try {
      return new Transcript(MessageDigest.getInstance("SHA-512")).append("label", ascii(label));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }

  Transcript append(String name, byte[] value) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Short.BYTES).putShort((short) nameBytes.length).array());
    digest.update(nameBytes);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    digest.update(value);
    return this;
  }

  Transcript append(String name, int value) {
    return append(name, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /** A transcript that goes on from here without touching this one. */
  Transcript fork() {
    try {
      return new Transcript((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-512 of the platform can be cloned", e);
    }
  }

  /** The 64 bytes of the hash; ends this transcript. */
  byte[] finish() {
    return digest.digest();
  }

  /** The challenge, in [0, r); ends this transcript. */
  BigInteger challenge() {
    return new BigInteger(1, finish()).mod(Curve.ORDER);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
