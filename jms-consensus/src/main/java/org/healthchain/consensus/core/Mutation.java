package org.healthchain.consensus.core;

/**
 * Bugs that tests plant to prove that the simulator finds them. Package-private, and nothing but
 * test code ever puts one into a core.
 */
enum Mutation {
  /** Quorum 2f+1 instead of ⌈(n+f+1)/2⌉. */
  QUORUM_2F_PLUS_1,
  /** Votes leave one step before their records are durable. */
  VOTE_BEFORE_PERSIST,
  /** View-changes carry no prepared certificates. */
  PREPARED_DROPPED_IN_VIEW_CHANGE,
  /** The view change timeout doubles in 32 bits and without end. */
  TIMER_OVERFLOW,
  /** Executes what is prepared only. */
  EXECUTE_BEFORE_COMMIT,
  /** Executes again what commits again in a later view. */
  DUPLICATE_EXECUTION,
  /** Counts messages where it should count voters. */
  VOTER_COUNTED_TWICE,
  /** Enters a new view without recomputing it. */
  NEW_VIEW_UNCHECKED,
  /** Executes in a new epoch before the former one's members certified its last block. */
  EPOCH_NOT_HANDED_OVER
}
