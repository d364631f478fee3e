package org.healthchain.consensus.core;

import java.util.Optional;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * The rules that tests break on purpose, to prove that the simulator notices: each method is the
 * right rule, and a test overrides one. Production code has this class alone.
 */
class Rules {
  /** How many votes make a certificate. */
  int quorum(Membership membership) {
    return membership.quorum();
  }

  /** Whether a member's repeated votes count again: voters count, not messages. */
  boolean countsRepeatedVotes() {
    return false;
  }

  /** Whether records become durable only after what follows from them has left. */
  boolean sendsBeforePersisting() {
    return false;
  }

  /** Whether view-changes carry the prepared certificates. */
  boolean carriesPrepared() {
    return true;
  }

  /** Whether a new-view is computed again before it is entered. */
  boolean recomputesNewViews() {
    return true;
  }

  /**
   * How many windows above the highest certified height that it is told of a learner's bound is.
   */
  int learnerWindows() {
    return 3;
  }

  /**
   * Whether a learner votes again by a decision of its own; otherwise once its bound is certified.
   */
  boolean returnsByDecision() {
    return true;
  }

  /** How far apart, in blocks, the bases in a new-view may be, as long as they are nearer. */
  int baseSpread(PbftConfig config) {
    return config.windowBlocks();
  }

  /** Whether a new epoch's blocks wait for the former members' certificate of their last one. */
  boolean awaitsHandover() {
    return true;
  }

  /** The view change timeout after so many views without progress; at most the maximum. */
  long doubled(long millis, int times, long maxMillis) {
    return Math.min(millis << Math.min(times, Long.numberOfLeadingZeros(millis) - 2), maxMillis);
  }

  /** Which certificate decides a proposal: that of its commits. */
  Optional<QuorumCertificate> deciding(
      Optional<QuorumCertificate> prepares, Optional<QuorumCertificate> commits) {
    return commits;
  }

  /** What follows when a decided proposal commits again in a later view: nothing. */
  Optional<Command> committedAgain(int epoch, Proposal proposal, SequenceNumber lastExecuted) {
    return Optional.empty();
  }

  /** The host executed what it was not asked for. */
  void executedUnasked(SequenceNumber height) {
    throw new IllegalStateException("executed " + height + " unasked");
  }
}
