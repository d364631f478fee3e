package org.healthchain.consensus.message;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest, or another identifier of 32 bytes that was made by SHA-256. Immutable; ordered
 * as unsigned big-endian bytes, so that collections of digests iterate alike at every replica.
 */
public final class Digest implements Comparable<Digest> {
  public static final int BYTES = 32;
  public static final Digest ZERO = new Digest(new byte[BYTES]);

  private final byte[] value;

  private Digest(byte[] value) {
    this.value = value;
  }

  /** Copies 32 bytes. */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /** Takes the next 32 bytes of a buffer. */
  public static Digest read(ByteBuffer buffer) {
    byte[] bytes = new byte[BYTES];
    buffer.get(bytes);
    return new Digest(bytes);
  }

  /** SHA-256 over the concatenation of the parts; the caller sees to domain separation. */
  public static Digest sha256(byte[]... parts) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        hash.update(part);
      }
      return new Digest(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public byte[] bytes() {
    return value.clone();
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && Arrays.equals(value, digest.value);
  }

  /** The first four bytes: a digest is already evenly spread. */
  @Override
  public int hashCode() {
    return ByteBuffer.wrap(value).getInt();
  }

  /** The first eight hexadecimal digits, enough for a log line. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(value, 0, 4);
  }

  public String hex() {
    return HexFormat.of().formatHex(value);
  }
}
