package org.healthchain.consensus.core;

/** Whether this replica takes part in votes at all. */
final class VotingRight {
  private final CurrentView current;
  private final Learning learning;

  VotingRight(CurrentView current, Learning learning) {
    this.current = current;
    this.learning = learning;
  }

  boolean mayVote() {
    return current.isMember() && learning.knowsItself();
  }

  /** Whether it votes in the present view, which it has not left. */
  boolean votesNow() {
    return current.active() && mayVote();
  }
}
