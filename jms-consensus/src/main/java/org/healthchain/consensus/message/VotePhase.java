package org.healthchain.consensus.message;

/** The two votes on a proposal. */
public enum VotePhase {
  PREPARE,
  COMMIT
}
