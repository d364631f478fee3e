package org.healthchain.server.transaction;

/**
 * How many of a consortium's replicas must agree. The server says it here alone, for what it shows
 * and checks; the consensus core, which this package does not know, has its own.
 *
 * @param replicas n ≥ 0; none of them means that nobody need agree
 */
public record QuorumSize(int replicas) {
  public QuorumSize {
    if (replicas < 0) {
      throw new IllegalArgumentException("replicas: " + replicas);
    }
  }

  /** How many arbitrary faults are tolerated: ⌊(n−1)/3⌋. */
  public int faults() {
    return replicas == 0 ? 0 : (replicas - 1) / 3;
  }

  /** ⌈(n+f+1)/2⌉: any two quorums share f+1 replicas. */
  public int quorum() {
    return replicas == 0 ? 0 : (replicas + faults() + 2) / 2;
  }
}
