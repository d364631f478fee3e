package org.healthchain.server.membership;

/** Numbers of a consortium of n replicas, for previews; the consensus core has its own. */
record Quorums(int replicas) {
  /** ⌊(n−1)/3⌋. */
  int faults() {
    return replicas == 0 ? 0 : (replicas - 1) / 3;
  }

  /** ⌈(n+f+1)/2⌉. */
  int quorum() {
    return (replicas + faults() + 2) / 2;
  }
}
