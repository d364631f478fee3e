package org.healthchain.consensus.message;

import java.util.Arrays;

/** A transaction as consensus sees it: opaque, immutable bytes. Its meaning belongs to the host. */
public final class TransactionBytes {
  /** No transaction on the wire is longer: a body of 64 KiB, its header, key and signature. */
  public static final int MAX_BYTES = 96 * 1024;

  private final byte[] value;

  private TransactionBytes(byte[] value) {
    this.value = value;
  }

  /** Copies 1 to {@link #MAX_BYTES} bytes. */
  public static TransactionBytes of(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a transaction has 1 to " + MAX_BYTES + " bytes");
    }
    return new TransactionBytes(bytes.clone());
  }

  static TransactionBytes read(WireReader in) throws MalformedMessageException {
    byte[] bytes = in.bytes(MAX_BYTES);
    if (bytes.length == 0) {
      throw new MalformedMessageException("an empty transaction");
    }
    return new TransactionBytes(bytes);
  }

  public int size() {
    return value.length;
  }

  public byte[] bytes() {
    return value.clone();
  }

  void writeTo(WireWriter out) {
    out.bytes(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransactionBytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** The length only: contents never reach a log. */
  @Override
  public String toString() {
    return "TransactionBytes[" + value.length + "]";
  }
}
