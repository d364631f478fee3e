package org.healthchain.consensus.core;

import java.util.List;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.VotePhase;

/** Rebuilds a replica from its vote log after a crash at any instant: applies record by record. */
final class LogRecovery implements LogRecord.Handler {
  private final Digest chainId;
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Learning learning;
  private final Checkpoints checkpoints;
  private final Epochs epochs;
  private final Ordering ordering;
  private final VoteSender votes;

  LogRecovery(
      Digest chainId,
      Owners owners,
      Learning learning,
      Checkpoints checkpoints,
      Epochs epochs,
      Ordering ordering,
      VoteSender votes) {
    this.chainId = chainId;
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.learning = learning;
    this.checkpoints = checkpoints;
    this.epochs = epochs;
    this.ordering = ordering;
    this.votes = votes;
  }

  /**
   * Applies records of the present epoch, keeps those of a later one, drops those of an earlier.
   */
  void replay(List<LogRecord> log) {
    log.forEach(entry -> entry.accept(this));
    recountOwnVotes();
  }

  @Override
  public void on(LogRecord.Started entry) {
    if (!entry.self().equals(current.self()) || !entry.chainId().equals(chainId)) {
      throw new IllegalArgumentException("the vote log is of another replica or chain");
    }
    learning.recover(entry.learner());
  }

  @Override
  public void on(LogRecord.LearnerBound entry) {
    learning.recoverBound(entry.epoch(), entry.height().value());
  }

  @Override
  public void on(LogRecord.EpochEnded entry) {
    learning.recoverEnd(entry);
  }

  @Override
  public void on(LogRecord.VotingResumed entry) {
    learning.recover(false);
  }

  @Override
  public void on(LogRecord.LowWatermark entry) {
    if (entry.height().value() > standing.certifiedHeight()) {
      checkpoints.advanceTo(entry.certificate());
    }
  }

  @Override
  public void on(LogRecord.ViewChangeStarted entry) {
    if (isOfThisEpoch(entry.epoch(), entry) && entry.view().compareTo(current.view()) > 0) {
      current.leaveFor(entry.view());
      slots.forgetView();
    }
  }

  @Override
  public void on(LogRecord.NewViewEntered entry) {
    NewView newView = entry.newView();
    if (isOfThisEpoch(newView.epoch(), entry) && newView.view().compareTo(current.view()) >= 0) {
      current.enter(newView);
      slots.forgetView();
      newView.prePrepares().forEach(this::accept);
    }
  }

  @Override
  public void on(LogRecord.PrePrepared entry) {
    PrePrepare message = entry.prePrepare();
    if (isOfThisEpoch(message.epoch(), entry) && accept(message)) {
      slots.at(message.sequenceNumber()).recoverPrepareVote();
    }
  }

  @Override
  public void on(LogRecord.Prepared entry) {
    PreparedProof proof = entry.proof();
    if (!isOfThisEpoch(entry.epoch(), entry) || !slots.kept(proof.sequenceNumber())) {
      return;
    }
    Slot slot = slots.at(proof.sequenceNumber());
    slot.prepared(proof, entry.proposal());
    if (proof.view().equals(current.view()) && current.active() && slot.hasPrePrepare()) {
      slot.recoverCommitVote(proof);
    }
  }

  @Override
  public void on(LogRecord.Committed entry) {
    CommittedProof proof = entry.proof();
    if (isOfThisEpoch(proof.epoch(), entry)) {
      if (slots.kept(proof.sequenceNumber())) {
        slots.at(proof.sequenceNumber()).decided(proof);
        learning.onDecided(proof.sequenceNumber(), proof.view());
      }
    } else if (proof.epoch() < current.epoch()) {
      slots.decidedEarlier(proof);
    }
  }

  /** Says whether the record can be applied now; keeps one of a later epoch. */
  private boolean isOfThisEpoch(int epoch, LogRecord entry) {
    if (epoch > current.epoch()) {
      epochs.defer(entry);
    }
    return epoch == current.epoch();
  }

  private boolean accept(PrePrepare message) {
    boolean present =
        message.view().equals(current.view())
            && current.active()
            && slots.kept(message.sequenceNumber());
    if (present) {
      ordering.accept(message, message.proposal().digest());
    }
    return present;
  }

  /** Votes on disk count here again; the first repetition sends them. */
  private void recountOwnVotes() {
    if (!current.active() || !current.isMember()) {
      return;
    }
    for (Slot slot : slots.all()) {
      for (VotePhase phase : VotePhase.values()) {
        if (slot.voted(phase)) {
          votes.recount(phase, slot);
        }
      }
      slot.repeatAtOnce();
    }
  }
}
