package org.healthchain.consensus.core;

import java.util.List;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;
import org.healthchain.consensus.pacing.Pace;

/** What a primary proposes, and when. */
final class Proposing {
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final OwnKeys keys;
  private final Waiting waiting;
  private final VotingRight right;
  private final Lag lag;
  private final Ordering ordering;
  private long lastFillMillis;

  /** What waits for a proposal, and how long orders take of late. */
  record Waiting(Pool pool, Pace orders, Peers peers) {}

  Proposing(
      Owners owners,
      Step step,
      OwnKeys keys,
      Waiting waiting,
      VotingRight right,
      Lag lag,
      Ordering ordering) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.keys = keys;
    this.waiting = waiting;
    this.right = right;
    this.lag = lag;
    this.ordering = ordering;
  }

  /** Proposes as much as the window, the pipeline and the pool allow. */
  void propose() {
    while (nextProposalMillis() <= step.nowMillis()) {
      propose(waiting.pool().take(current.config().maxBatchesPerProposal()));
    }
    if (fillDue() <= step.nowMillis()) {
      lastFillMillis = step.nowMillis();
      propose(List.of());
    }
  }

  private boolean mayPropose() {
    return right.votesNow()
        && current.isPrimary()
        && nextSequenceNumber() <= standing.highWatermark()
        && inFlight() < current.config().maxInFlight()
        && !lag.lagging();
  }

  /** Proposals under way: proposed here and not executed yet. */
  int inFlight() {
    return (int) Math.max(0, nextSequenceNumber() - 1 - standing.lastExecuted().value());
  }

  private long nextSequenceNumber() {
    long done = Math.max(standing.lastExecuted().value(), standing.lowWatermark());
    return slots.highestUsed(Math.max(done, current.newViewTop())) + 1;
  }

  /**
   * When the waiting digests should be proposed. They wait for company under load only, and the
   * longer the more is under way and the longer an order takes: a slow machine gets fuller blocks
   * and not more of them.
   */
  long nextProposalMillis() {
    Pool pool = waiting.pool();
    if (pool.unproposed() == 0 || !mayPropose()) {
      return Long.MAX_VALUE;
    }
    PbftConfig config = current.config();
    boolean now =
        inFlight() < config.eagerInFlight() || pool.unproposed() >= config.maxBatchesPerProposal();
    int crowd = 1 + inFlight() - config.eagerInFlight();
    return now
        ? step.nowMillis()
        : pool.oldestUnproposedMillis()
            + crowd * waiting.orders().waitMillis(config.proposalDelayMillis());
  }

  /** When an empty block is due, to lead a learner beyond its bound. */
  long fillDue() {
    boolean wanted = inFlight() == 0 && mayPropose() && waiting.peers().learnerWaits();
    return wanted
        ? lastFillMillis + 2 * PrePrepareValidator.EMPTY_PROPOSAL_INTERVAL_MILLIS
        : Long.MAX_VALUE;
  }

  private void propose(List<Digest> batches) {
    SequenceNumber number = new SequenceNumber(nextSequenceNumber());
    Proposal proposal = new Proposal(current.view(), number, step.nowMillis(), batches);
    Digest digest = proposal.digest();
    Bytes signature = keys.signVote(VotePhase.PREPARE, number, digest);
    ordering.propose(new PrePrepare(current.epoch(), current.view(), proposal, signature), digest);
  }
}
