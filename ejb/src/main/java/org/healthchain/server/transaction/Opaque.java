package org.healthchain.server.transaction;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes whose meaning another module knows (a key, a point, a signature). Immutable. */
public final class Opaque {
  public static final Opaque EMPTY = new Opaque(new byte[0]);

  private final byte[] value;

  private Opaque(byte[] value) {
    this.value = value;
  }

  public static Opaque of(byte[] bytes) {
    return new Opaque(bytes.clone());
  }

  public byte[] bytes() {
    return value.clone();
  }

  public int length() {
    return value.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opaque opaque && Arrays.equals(value, opaque.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return value.length <= 64 ? HexFormat.of().formatHex(value) : value.length + " bytes";
  }
}
