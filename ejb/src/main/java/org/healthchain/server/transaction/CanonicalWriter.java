package org.healthchain.server.transaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes canonical encodings: big-endian, fixed order, lengths before what varies. */
public final class CanonicalWriter {
  private final ByteArrayOutputStream out;

  public CanonicalWriter(int expectedBytes) {
    out = new ByteArrayOutputStream(expectedBytes);
  }

  public CanonicalWriter u8(int value) {
    requireRange(value, 0xff);
    out.write(value);
    return this;
  }

  public CanonicalWriter u16(int value) {
    requireRange(value, 0xffff);
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  /** A number from 0 to 2^31 − 1 in four bytes. */
  public CanonicalWriter u32(int value) {
    requireRange(value, Integer.MAX_VALUE);
    return u16(value >>> 16).u16(value & 0xffff);
  }

  /** A number from 0 to 2^63 − 1 in eight bytes. */
  public CanonicalWriter u64(long value) {
    requireRange(value, Long.MAX_VALUE);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  public CanonicalWriter hash(Hash hash) {
    out.writeBytes(hash.bytes());
    return this;
  }

  public CanonicalWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Length in two bytes, then the bytes. */
  public CanonicalWriter bytes16(Opaque bytes) {
    return u16(bytes.length()).raw(bytes.bytes());
  }

  /** Length in four bytes, then the bytes. */
  public CanonicalWriter bytes32(byte[] bytes) {
    return u32(bytes.length).raw(bytes);
  }

  /** Length of the UTF-8 encoding in two bytes, then the encoding. */
  public CanonicalWriter text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return u16(encoded.length).raw(encoded);
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private static void requireRange(long value, long maximum) {
    if (value < 0 || value > maximum) {
      throw new IllegalArgumentException(value + " does not fit its field");
    }
  }
}
