package org.healthchain.consensus.message;

/**
 * A sequence number, which is the height of the block that it yields. 0 is the genesis: nothing is
 * ever ordered at it.
 */
public record SequenceNumber(long value) implements Comparable<SequenceNumber> {
  /** 2^56, far from an overflow of any sum the protocol makes. */
  public static final long MAX_VALUE = 1L << 56;

  public static final SequenceNumber GENESIS = new SequenceNumber(0);

  public SequenceNumber {
    if (value < 0 || value > MAX_VALUE) {
      throw new IllegalArgumentException("sequence number out of range: " + value);
    }
  }

  public SequenceNumber next() {
    return new SequenceNumber(value + 1);
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "#" + value;
  }
}
