package org.healthchain.crypto.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Subgroup check of many points of the curve at once. A point outside the subgroup of order r has a
 * component t ≠ 0 in the torsion of order (z−1)²/3, which is odd. {@value #ROWS} random
 * combinations Σ cᵢ·Pᵢ with cᵢ uniform in {−1, 0, 1} are checked exactly: given all other
 * coefficients, at most one value of cᵢ cancels t, since two values differ by ±1 or ±2 and neither
 * multiple of t vanishes; so a bad batch passes with probability at most 3^−81 < 2^−128 (after
 * Bellare, Garay, Rabin 1998).
 *
 * <p>The rows are computed k at a time by the method of the four Russians: every point goes with a
 * random sign into one of (3^k − 1)/2 buckets, one addition for all rows of the group, and the
 * buckets are folded into the rows afterwards.
 */
final class SubsetCheck<A, P> {
  static final int ROWS = 81;
  private static final int MAX_ROWS_PER_PASS = 7;

  private final GroupOperations<A, P> group;
  private final BucketSums<A, P> bucketSums;
  private final Predicate<A> inSubgroup;

  SubsetCheck(GroupOperations<A, P> group, BucketSums<A, P> bucketSums, Predicate<A> inSubgroup) {
    this.group = group;
    this.bucketSums = bucketSums;
    this.inSubgroup = inSubgroup;
  }

  /** Whether all points are in the subgroup, with an error of at most 2^-128 on the side of yes. */
  boolean allInside(List<P> points) {
    RandomDigits random = new RandomDigits();
    int rows = rowsPerPass(points.size());
    for (int done = 0; done < ROWS; done += rows) {
      if (!pass(points, Math.min(rows, ROWS - done), random)) {
        return false;
      }
    }
    return true;
  }

  /**
   * One pass for {@code rows} combinations: the digits −1, 0, 1 of a random number in balanced
   * ternary are a point's coefficients.
   */
  private boolean pass(List<P> points, int rows, RandomDigits random) {
    int values = power(rows);
    A[] buckets = bucketSums.sums(points, random.balanced(points.size(), values), values / 2 + 1);
    return fold(buckets, rows).stream().allMatch(inSubgroup);
  }

  /**
   * Row j becomes the sum over i of (digit j of i in balanced ternary)·buckets[i]. From the top
   * digit down: a bucket whose top digit is one counts for that row and moves, without the digit,
   * to the bucket of what remains.
   */
  private List<A> fold(A[] buckets, int rows) {
    List<A> sums = new ArrayList<>();
    for (int row = rows - 1; row >= 0; row--) {
      int unit = power(row);
      A sum = group.identity();
      for (int i = unit / 2 + 1; i < power(row + 1) / 2 + 1; i++) {
        if (buckets[i] != null) {
          sum = group.add(sum, buckets[i]);
          move(buckets, i, i - unit);
        }
      }
      sums.add(sum);
    }
    return sums;
  }

  private void move(A[] buckets, int from, int to) {
    if (to != 0) {
      A moved = to > 0 ? buckets[from] : group.opposite(buckets[from]);
      int at = Math.abs(to);
      buckets[at] = buckets[at] == null ? moved : group.add(buckets[at], moved);
    }
  }

  private static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 3;
    }
    return power;
  }

  /** The number of rows a pass with the least cost for all rows. */
  private int rowsPerPass(int points) {
    int best = 1;
    double bestCost = Double.MAX_VALUE;
    for (int rows = 1; rows <= MAX_ROWS_PER_PASS; rows++) {
      double cost = (points + power(rows) / 2 * bucketSums.costOfBucket()) / rows;
      if (cost < bestCost) {
        bestCost = cost;
        best = rows;
      }
    }
    return best;
  }
}
