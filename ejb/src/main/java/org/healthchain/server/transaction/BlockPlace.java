package org.healthchain.server.transaction;

/**
 * Where a control transaction stands.
 *
 * @param parent the block before
 * @param timeMillis of the block
 * @param originatingView of the block
 * @param transactions how many are ordered for the block
 */
public record BlockPlace(
    BlockHeader parent, long timeMillis, long originatingView, int transactions) {

  /** A block is never older than its parent. */
  static BlockPlace of(BlockHeader parent, OrderedTransactions ordered) {
    return new BlockPlace(
        parent,
        Math.max(parent.timeMillis(), ordered.timeMillis()),
        ordered.originatingView(),
        ordered.transactions().size());
  }

  public long height() {
    return parent.height() + 1;
  }

  /** Whether the members' operators make the block by hand, and not their replicas by votes. */
  public boolean isRecovery() {
    return originatingView == Recovery.ORIGINATING_VIEW;
  }
}
