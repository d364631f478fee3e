package org.healthchain.consensus.message;

/** A message that counts in one view of one epoch and nowhere else. */
public sealed interface OfView extends ConsensusMessage
    permits PrePrepare, Prepare, Commit, CollectedVotes {
  int epoch();

  View view();
}
