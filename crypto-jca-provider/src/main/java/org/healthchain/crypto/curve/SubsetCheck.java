package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

  /** From here on {@value #ROWS} exact checks cost less than one for each point. */
  private static final int FROM_POINTS = 120;

  private static final int MAX_ROWS_PER_PASS = 7;

  private final GroupOperations<A, P> group;
  private final BucketSums<A, P> bucketSums;
  private final Predicate<A> inSubgroup;

  SubsetCheck(GroupOperations<A, P> group, BucketSums<A, P> bucketSums, Predicate<A> inSubgroup) {
    this.group = group;
    this.bucketSums = bucketSums;
    this.inSubgroup = inSubgroup;
  }

  /** Indices of the points outside, ascending; looks at each only if there is one, or few. */
  int[] outside(List<P> points) {
    if (points.size() >= FROM_POINTS && allInside(points)) {
      return new int[0];
    }
    return IntStream.range(0, points.size())
        .filter(i -> !inSubgroup.test(group.accumulator(points.get(i))))
        .toArray();
  }

  /** {@link #combine} where that is worth it; else empty, as if some point were outside. */
  Optional<Combined<A>> combineMany(List<P> points) {
    return points.size() < FROM_POINTS ? Optional.empty() : combine(points);
  }

  /** Whether all points are in the subgroup, with an error of at most 2^-128 on the side of yes. */
  boolean allInside(List<P> points) {
    return combine(points).isPresent();
  }

  /**
   * The check, and what its rows are good for besides: Σⱼ 3^j·rowⱼ is the sum of wᵢ·Pᵢ with wᵢ = Σⱼ
   * 3^j·cᵢⱼ, uniform among the 3^81 integers around zero. Empty if some point is outside.
   */
  Optional<Combined<A>> combine(List<P> points) {
    RandomDigits random = new RandomDigits();
    WeightSum weights = new WeightSum(points.size());
    A total = group.identity();
    int rows = rowsPerPass(points.size());
    for (int done = 0; done < ROWS; done += rows) {
      int now = Math.min(rows, ROWS - done);
      int values = power(now);
      int[] balanced =
          random.balanced(
              points.size(), values); // its digits in balanced ternary are the coefficients
      weights.shiftAndAdd(values, balanced);
      for (A row : fold(bucketSums.sums(points, balanced, values / 2 + 1), now)) {
        if (!inSubgroup.test(row)) {
          return Optional.empty();
        }
        total = group.add(thrice(total), row);
      }
    }
    return Optional.of(new Combined<>(weights.values(), total));
  }

  /** Weights and the sum of the points so weighted. */
  record Combined<A>(List<BigInteger> weights, A sum) {}

  private A thrice(A accumulator) {
    A original = group.add(group.identity(), accumulator);
    return group.add(group.twice(accumulator), original);
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
      int buckets = power(rows) / 2;
      double cost = (points + buckets * bucketSums.costOfBucket()) / rows;
      if (cost < bestCost) {
        bestCost = cost;
        best = rows;
      }
    }
    return best;
  }
}
