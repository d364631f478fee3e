package org.healthchain.consensus.message;

import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes with value equality: public keys and signatures, never a secret. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  public int length() {
    return value.length;
  }

  public byte[] toArray() {
    return value.clone();
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public byte[] slice(int from, int to) {
    return Arrays.copyOfRange(value, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    String hex = HexFormat.of().formatHex(value, 0, Math.min(4, value.length));
    return hex + "(" + value.length + ")";
  }
}
