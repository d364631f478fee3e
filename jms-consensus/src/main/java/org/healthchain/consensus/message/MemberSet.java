package org.healthchain.consensus.message;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * A set of member indexes as a bitmap: bit {@code i & 7} (least significant first) of byte {@code i
 * >> 3}. Its encoding has exactly ⌈n/8⌉ bytes and no bit at or beyond n, so that it is unique.
 */
public final class MemberSet {
  private final byte[] bits;

  private MemberSet(byte[] bits) {
    this.bits = bits;
  }

  /** The set of the indexes set in {@code indexes}, for a membership of n. */
  public static MemberSet of(int n, BitSet indexes) {
    if (indexes.length() > n) {
      throw new IllegalArgumentException("index beyond n = " + n);
    }
    return new MemberSet(Arrays.copyOf(indexes.toByteArray(), (n + 7) / 8));
  }

  /** Bytes as received; {@link #fits} tells whether they are canonical for a membership. */
  public static MemberSet ofBytes(byte[] bytes) {
    return new MemberSet(bytes.clone());
  }

  public boolean contains(int index) {
    return index >> 3 < bits.length && (bits[index >> 3] >> (index & 7) & 1) != 0;
  }

  public int size() {
    return BitSet.valueOf(bits).cardinality();
  }

  /** Whether this is the canonical form of a set of indexes below n. */
  public boolean fits(int n) {
    return bits.length == (n + 7) / 8 && BitSet.valueOf(bits).length() <= n;
  }

  /** The indexes, ascending. */
  public int[] indexes() {
    return BitSet.valueOf(bits).stream().toArray();
  }

  public byte[] toBytes() {
    return bits.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemberSet set && Arrays.equals(bits, set.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bits);
  }
}
