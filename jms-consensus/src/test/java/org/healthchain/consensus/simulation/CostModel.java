package org.healthchain.consensus.simulation;

/**
 * What operations cost a replica's own processor, in nanoseconds; all zero when only correctness
 * matters. A benchmark fills in measured values.
 */
record CostModel(
    long signNanos,
    long verifyNanos,
    long verifyAggregateNanos,
    long verifyAggregatePerKeyNanos,
    long aggregatePerShareNanos,
    long receiveNanos,
    long sendNanos,
    long perByteNanos,
    long persistNanos,
    long executePerBatchNanos) {
  static final CostModel FREE = new CostModel(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  boolean free() {
    return equals(FREE);
  }
}
