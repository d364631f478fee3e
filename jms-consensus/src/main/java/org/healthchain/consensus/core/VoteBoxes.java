package org.healthchain.consensus.core;

import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;

/** Makes the boxes in which votes are counted. */
final class VoteBoxes {
  private final CurrentView current;
  private final Certificates certificates;
  private final VoteAggregator aggregator;
  private final Statements statements;

  VoteBoxes(
      CurrentView current,
      Certificates certificates,
      VoteAggregator aggregator,
      Statements statements) {
    this.current = current;
    this.certificates = certificates;
    this.aggregator = aggregator;
    this.statements = statements;
  }

  /** For one sequence number in the present view. */
  VoteBox votes(VotePhase phase, SequenceNumber sequenceNumber) {
    int epoch = current.epoch();
    View view = current.view();
    return new VoteBox(
        current.membership(),
        certificates,
        aggregator,
        digest -> statements.vote(phase, epoch, view, sequenceNumber, digest));
  }

  /** For the commit certificate of one block. */
  VoteBox checkpoints(Membership membership, SequenceNumber height) {
    return new VoteBox(
        membership,
        certificates,
        aggregator,
        hash -> statements.checkpoint(membership.epoch(), height, hash));
  }
}
