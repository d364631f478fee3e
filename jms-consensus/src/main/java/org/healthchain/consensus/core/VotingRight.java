package org.healthchain.consensus.core;

/** Whether this replica takes part in votes at all. */
final class VotingRight {
  private final CurrentView current;
  private final Learning learning;
  private final Epochs epochs;

  VotingRight(CurrentView current, Learning learning, Epochs epochs) {
    this.current = current;
    this.learning = learning;
    this.epochs = epochs;
  }

  boolean mayVote() {
    return current.isMember() && learning.votes() && !epochs.behindOwnLog();
  }

  /** Whether it votes in the present view, which it has not left. */
  boolean votesNow() {
    return current.active() && mayVote();
  }
}
