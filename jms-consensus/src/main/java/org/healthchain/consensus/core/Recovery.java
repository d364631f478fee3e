package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;

/** Rebuilds a replica from its vote log after a crash at any instant: applies record by record. */
final class Recovery implements LogRecord.Handler {
  private final Replica r;

  private Recovery(Replica r) {
    this.r = r;
  }

  /**
   * Applies records of the present epoch, keeps those of a later one, drops those of an earlier.
   */
  static void apply(Replica r, List<LogRecord> log) {
    Recovery recovery = new Recovery(r);
    log.forEach(entry -> entry.accept(recovery));
    recovery.recountOwnVotes();
  }

  @Override
  public void on(LogRecord.Started entry) {
    if (!entry.self().equals(r.self) || !entry.chainId().equals(r.statements.chainId())) {
      throw new IllegalArgumentException("the vote log is of another replica or chain");
    }
    r.learning.recover(entry.learner());
  }

  @Override
  public void on(LogRecord.LearnerBound entry) {
    r.learning.recoverBound(entry.height().value());
  }

  @Override
  public void on(LogRecord.VotingResumed entry) {
    r.learning.recover(false);
  }

  @Override
  public void on(LogRecord.LowWatermark entry) {
    if (entry.height().value() > r.certifiedHeight()) {
      r.checkpoints.advanceTo(entry.certificate());
    }
  }

  @Override
  public void on(LogRecord.ViewChangeStarted entry) {
    if (isOfThisEpoch(entry.epoch(), entry) && entry.view().compareTo(r.view) > 0) {
      r.view = entry.view();
      r.active = false;
      forgetView();
    }
  }

  @Override
  public void on(LogRecord.NewViewEntered entry) {
    if (isOfThisEpoch(entry.newView().epoch(), entry)) {
      applyNewView(entry.newView());
    }
  }

  @Override
  public void on(LogRecord.PrePrepared entry) {
    if (isOfThisEpoch(entry.prePrepare().epoch(), entry)) {
      applyPrePrepare(entry.prePrepare(), true);
    }
  }

  @Override
  public void on(LogRecord.Prepared entry) {
    if (isOfThisEpoch(entry.epoch(), entry)) {
      applyPrepared(entry);
    }
  }

  @Override
  public void on(LogRecord.Committed entry) {
    CommittedProof proof = entry.proof();
    long height = proof.sequenceNumber().value();
    if (isOfThisEpoch(proof.epoch(), entry)) {
      if (kept(proof.sequenceNumber())) {
        r.slot(proof.sequenceNumber()).decided(proof);
      }
    } else if (proof.epoch() < r.membership.epoch()
        && height > r.certifiedHeight()
        && height < r.epochFirst.value()) {
      r.earlierDecisions.put(height, proof);
    }
  }

  /** Says whether the record can be applied now; keeps one of a later epoch. */
  private boolean isOfThisEpoch(int epoch, LogRecord entry) {
    if (epoch > r.membership.epoch()) {
      r.epochs.defer(entry);
    }
    return epoch == r.membership.epoch();
  }

  private void forgetView() {
    for (Slot slot : r.slots.values()) {
      slot.enterView(
          r.votes.box(VotePhase.PREPARE, slot.sequenceNumber),
          r.votes.box(VotePhase.COMMIT, slot.sequenceNumber));
    }
  }

  private void applyNewView(NewView newView) {
    if (newView.view().compareTo(r.view) < 0) {
      return;
    }
    r.view = newView.view();
    r.active = true;
    r.newView = Optional.of(newView);
    r.newViewTop = r.viewChanges.topOf(newView);
    forgetView();
    newView.prePrepares().forEach(message -> applyPrePrepare(message, false));
  }

  private void applyPrePrepare(PrePrepare message, boolean voted) {
    if (!message.view().equals(r.view) || !r.active || !kept(message.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(message.sequenceNumber());
    r.ordering.accept(slot, message, message.proposal().digest());
    if (voted) {
      slot.missing().clear();
      slot.prepareVoted = true;
    }
  }

  private void applyPrepared(LogRecord.Prepared prepared) {
    PreparedProof proof = prepared.proof();
    if (!kept(proof.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(proof.sequenceNumber());
    slot.prepared(proof, prepared.proposal());
    if (proof.view().equals(r.view) && r.active && slot.hasPrePrepare()) {
      slot.votes(VotePhase.PREPARE).accept(proof.digest(), proof.prepares());
      slot.commitVoted = true;
    }
  }

  /** Votes on disk count here again; the first repetition sends them. */
  private void recountOwnVotes() {
    if (!r.active || !r.isMember()) {
      return;
    }
    for (Slot slot : r.slots.values()) {
      recount(slot, VotePhase.PREPARE, slot.prepareVoted);
      recount(slot, VotePhase.COMMIT, slot.commitVoted);
      slot.sentMillis = 0;
    }
  }

  private void recount(Slot slot, VotePhase phase, boolean voted) {
    if (voted) {
      Digest digest = slot.digest();
      Bytes signature = r.signVote(phase, slot.sequenceNumber, digest);
      slot.votes(phase).addOwn(r.selfIndex(), digest, signature);
    }
  }

  /**
   * Whether a record still matters. Unlike for a message there is no upper bound: the ledger may
   * have been restored from a copy, and the log knows of votes above what is its window now.
   */
  private boolean kept(SequenceNumber sequenceNumber) {
    return sequenceNumber.compareTo(r.epochFirst) >= 0
        && sequenceNumber.value() > Math.min(r.certifiedHeight(), r.lastExecuted.value());
  }
}
