package org.healthchain.server.ledger;

/**
 * Where a transaction stands: height · 2^20 + index. Unlike a sequence's number it is the same at
 * every server and can be checked.
 */
record TransactionNumber(long value) {
  private static final int INDEX_BITS = 20;

  static TransactionNumber of(long height, int index) {
    if (index < 0 || index >= 1 << INDEX_BITS || height < 0 || height >= 1L << 43) {
      throw new IllegalArgumentException("no place " + index + " in block " + height);
    }
    return new TransactionNumber((height << INDEX_BITS) + index);
  }

  long height() {
    return value >>> INDEX_BITS;
  }

  int index() {
    return (int) (value & ((1 << INDEX_BITS) - 1));
  }
}
