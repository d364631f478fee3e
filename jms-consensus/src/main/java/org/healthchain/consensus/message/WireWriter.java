package org.healthchain.consensus.message;

import java.util.Arrays;

/** Appends big-endian fields to a growing array. Not for concurrent use. */
public final class WireWriter {
  private byte[] buffer;
  private int length;

  public WireWriter(int expectedBytes) {
    buffer = new byte[Math.max(16, expectedBytes)];
  }

  public WireWriter u8(int value) {
    reserve(1);
    buffer[length++] = (byte) value;
    return this;
  }

  public WireWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  public WireWriter u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  public WireWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  public WireWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  public WireWriter digest(Digest digest) {
    return raw(digest.bytes());
  }

  /** Bytes without a length. */
  public WireWriter raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
    return this;
  }

  /** A length of 32 bits, then the bytes. */
  public WireWriter bytes(byte[] bytes) {
    return u32(bytes.length).raw(bytes);
  }

  public WireWriter bytes(Bytes bytes) {
    return bytes(bytes.toArray());
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
