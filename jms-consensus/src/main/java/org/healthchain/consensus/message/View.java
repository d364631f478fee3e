package org.healthchain.consensus.message;

/**
 * A view of one membership epoch (Castro and Liskov 1999, §4). Every epoch begins in view 0.
 * Bounded, so that a far view claimed by a liar can never make an addition overflow.
 */
public record View(long value) implements Comparable<View> {
  /** 2^48: a view change every millisecond reaches it after 8,900 years. */
  public static final long MAX_VALUE = 1L << 48;

  public static final View ZERO = new View(0);

  public View {
    if (value < 0 || value > MAX_VALUE) {
      throw new IllegalArgumentException("view out of range: " + value);
    }
  }

  public View next() {
    return new View(value + 1);
  }

  @Override
  public int compareTo(View other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "v" + value;
  }
}
