package org.healthchain.server.consensus;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import org.healthchain.server.transaction.Hash;

/**
 * Answers at once, nearly always from memory, whether an id stands on the ledger: a Bloom filter of
 * fixed size says no for certain, and only its yes is looked up. With three million transactions
 * about one look-up in a hundred is for nothing. Thread-safe.
 */
final class ExecutedIds {
  private static final int WORDS = 1 << 19;
  private static final int PROBES = 4;

  private final AtomicLongArray bits = new AtomicLongArray(WORDS);
  private final Predicate<Hash> lookUp;

  ExecutedIds(Predicate<Hash> lookUp) {
    this.lookUp = lookUp;
  }

  void add(Hash id) {
    ByteBuffer bytes = ByteBuffer.wrap(id.bytes());
    for (int i = 0; i < PROBES; i++) {
      int bit = position(bytes, i);
      bits.accumulateAndGet(bit >>> 6, 1L << bit, (word, mask) -> word | mask);
    }
  }

  boolean contains(Hash id) {
    ByteBuffer bytes = ByteBuffer.wrap(id.bytes());
    for (int i = 0; i < PROBES; i++) {
      int bit = position(bytes, i);
      if ((bits.get(bit >>> 6) & 1L << bit) == 0) {
        return false;
      }
    }
    return lookUp.test(id);
  }

  /** An id is a hash, so its parts are as good as several hash functions. */
  private static int position(ByteBuffer id, int probe) {
    return id.getInt(probe * Integer.BYTES) & (WORDS * Long.SIZE - 1);
  }
}
