package org.healthchain.crypto.curve;

import java.util.List;

/** One addition after the other. */
final class PlainBucketSums<A, P> implements BucketSums<A, P> {
  private static final double COST_OF_BUCKET = 2.5;

  private final GroupOperations<A, P> group;

  PlainBucketSums(GroupOperations<A, P> group) {
    this.group = group;
  }

  @Override
  public A[] sums(List<P> points, int[] buckets, int size) {
    @SuppressWarnings("unchecked")
    A[] sums = (A[]) new Object[size];
    for (int i = 0; i < buckets.length; i++) {
      if (buckets[i] != 0) {
        P signed = buckets[i] > 0 ? points.get(i) : group.negate(points.get(i));
        int at = Math.abs(buckets[i]);
        sums[at] = sums[at] == null ? group.accumulator(signed) : group.addPoint(sums[at], signed);
      }
    }
    return sums;
  }

  @Override
  public double costOfBucket() {
    return COST_OF_BUCKET;
  }
}
