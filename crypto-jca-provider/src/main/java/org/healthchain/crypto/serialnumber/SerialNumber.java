package org.healthchain.crypto.serialnumber;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A patient's pseudonym on the ledger: 32 bytes that tell nothing without the consortium's key.
 * Immutable.
 */
public final class SerialNumber implements Comparable<SerialNumber> {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private final byte[] value;

  private SerialNumber(byte[] value) {
    this.value = value;
  }

  /**
   * Wraps 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static SerialNumber of(byte[] value) {
    if (value.length != BYTES) {
      throw new IllegalArgumentException("a serial number has 32 bytes, not " + value.length);
    }
    return new SerialNumber(value.clone());
  }

  /**
   * Reads 64 hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static SerialNumber ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  public byte[] toBytes() {
    return value.clone();
  }

  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public int compareTo(SerialNumber other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SerialNumber that && Arrays.equals(value, that.value);
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
