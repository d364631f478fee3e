package org.healthchain.crypto.curve;

import java.util.List;

/** Sums of points by bucket: the bulk of the work of {@link SubsetCheck}. */
interface BucketSums<A, P> {
  /**
   * Adds every point to its bucket.
   *
   * @param buckets for each point the number of its bucket; negative if its opposite is to be
   *     added, zero for none
   * @param size one more than the highest number
   * @return the sums as fresh accumulators, null for an empty bucket
   */
  A[] sums(List<P> points, int[] buckets, int size);

  /** The cost of a bucket relative to that of a point, for choosing how many buckets to take. */
  double costOfBucket();
}
