package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.List;

/**
 * Multi-scalar multiplication by buckets (Pippenger 1976; Bernstein, Doumen, Lange, Oosterwijk 2012
 * §4) with signed digits and a window that depends on the number of digits to be added. Variable
 * time: public scalars only.
 */
final class Pippenger<A, P> {
  private static final int MAX_WINDOW = 13;

  private final GroupOperations<A, P> group;

  Pippenger(GroupOperations<A, P> group) {
    this.group = group;
  }

  /** Sum of scalars[i]·points[i], scalars in [0, r). */
  A sum(List<P> points, BigInteger[] scalars) {
    int window = window(scalars);
    int[][] digits = new int[scalars.length][];
    int rows = 0;
    for (int i = 0; i < scalars.length; i++) {
      digits[i] = signedDigits(scalars[i], window);
      rows = Math.max(rows, digits[i].length);
    }
    A total = group.identity();
    for (int row = rows - 1; row >= 0; row--) {
      for (int i = 0; i < window; i++) {
        total = group.twice(total);
      }
      total = group.add(total, row(points, digits, row, window));
    }
    return total;
  }

  /** Sum over the points of digit·point for one row of digits. */
  private A row(List<P> points, int[][] digits, int row, int window) {
    @SuppressWarnings("unchecked")
    A[] buckets = (A[]) new Object[(1 << (window - 1)) + 1];
    for (int i = 0; i < digits.length; i++) {
      int digit = row < digits[i].length ? digits[i][row] : 0;
      if (digit != 0) {
        P point = digit > 0 ? points.get(i) : group.negate(points.get(i));
        int at = Math.abs(digit);
        buckets[at] =
            buckets[at] == null ? group.accumulator(point) : group.addPoint(buckets[at], point);
      }
    }
    return weigh(buckets);
  }

  /** Sum of i·buckets[i] by running sums. */
  private A weigh(A[] buckets) {
    A running = null;
    A total = group.identity();
    for (int i = buckets.length - 1; i > 0; i--) {
      if (buckets[i] != null) {
        running = running == null ? buckets[i] : group.add(running, buckets[i]);
      }
      if (running != null) {
        total = group.add(total, running);
      }
    }
    return total;
  }

  /** Digits in [−2^(w−1), 2^(w−1)], least significant first. */
  private static int[] signedDigits(BigInteger scalar, int window) {
    byte[] bytes = scalar.toByteArray();
    int[] digits = new int[scalar.bitLength() / window + 1];
    int carry = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = bits(bytes, i * window, window) + carry;
      carry = digit > 1 << (window - 1) ? 1 : 0;
      digits[i] = digit - (carry << window);
    }
    return digits;
  }

  /** {@code count} ≤ 16 bits from position {@code from} of a big-endian number. */
  private static int bits(byte[] bytes, int from, int count) {
    int last = bytes.length - 1 - from / Byte.SIZE;
    int value = 0;
    for (int i = 2; i >= 0; i--) {
      value = value << Byte.SIZE | (last - i >= 0 ? bytes[last - i] & 0xff : 0);
    }
    return value >>> from % Byte.SIZE & (1 << count) - 1;
  }

  /**
   * The window with the fewest group operations: every non-zero digit costs one, every bucket of
   * every row about two.
   */
  private static int window(BigInteger[] scalars) {
    long totalBits = 0;
    int maxBits = 1;
    for (BigInteger scalar : scalars) {
      totalBits += scalar.bitLength();
      maxBits = Math.max(maxBits, scalar.bitLength());
    }
    int best = 2;
    double bestCost = Double.MAX_VALUE;
    for (int window = 2; window <= MAX_WINDOW; window++) {
      double rows = (double) maxBits / window + 1;
      double cost = (double) totalBits / window + scalars.length + rows * 2.5 * (1 << (window - 1));
      if (cost < bestCost) {
        bestCost = cost;
        best = window;
      }
    }
    return best;
  }
}
