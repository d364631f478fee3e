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

/** Rebuilds a replica from its vote log after a crash at any instant. */
final class Recovery {
  private Recovery() {}

  static void replay(Replica r, List<LogRecord> log) {
    for (LogRecord entry : log) {
      if (entry instanceof LogRecord.Started started) {
        if (!started.self().equals(r.self) || !started.chainId().equals(r.statements.chainId())) {
          throw new IllegalArgumentException("the vote log is of another replica or chain");
        }
        r.learning.recover(started.learner());
      } else if (entry instanceof LogRecord.LearnerBound bound) {
        r.learning.recoverBound(bound.height().value());
      } else if (entry instanceof LogRecord.VotingResumed) {
        r.learning.recover(false);
      } else {
        apply(r, entry);
      }
    }
    recountOwnVotes(r);
  }

  /** Applies a record of the present epoch, keeps one of a later epoch, drops one of an earlier. */
  static void apply(Replica r, LogRecord entry) {
    if (entry instanceof LogRecord.LowWatermark low) {
      if (low.height().value() > r.certifiedHeight()) {
        r.checkpoints.advanceTo(low.certificate());
      }
      return;
    }
    if (entry instanceof LogRecord.Committed committed) {
      applyCommitted(r, committed);
      return;
    }
    int epoch = epoch(entry);
    if (epoch > r.membership.epoch()) {
      r.epochs.defer(entry);
    } else if (epoch == r.membership.epoch()) {
      applyNow(r, entry);
    }
  }

  private static void applyNow(Replica r, LogRecord entry) {
    if (entry instanceof LogRecord.ViewChangeStarted started) {
      if (started.view().compareTo(r.view) > 0) {
        r.view = started.view();
        r.active = false;
        forgetView(r);
      }
    } else if (entry instanceof LogRecord.NewViewEntered entered) {
      applyNewView(r, entered.newView());
    } else if (entry instanceof LogRecord.PrePrepared prePrepared) {
      applyPrePrepare(r, prePrepared.prePrepare(), true);
    } else if (entry instanceof LogRecord.Prepared prepared) {
      applyPrepared(r, prepared);
    }
  }

  private static void forgetView(Replica r) {
    for (Slot slot : r.slots.values()) {
      slot.enterView(
          r.votes.box(VotePhase.PREPARE, slot.sequenceNumber),
          r.votes.box(VotePhase.COMMIT, slot.sequenceNumber));
    }
  }

  private static void applyNewView(Replica r, NewView newView) {
    if (newView.view().compareTo(r.view) < 0) {
      return;
    }
    r.view = newView.view();
    r.active = true;
    r.newView = Optional.of(newView);
    r.newViewTop = r.viewChanges.topOf(newView);
    forgetView(r);
    newView.prePrepares().forEach(message -> applyPrePrepare(r, message, false));
  }

  private static void applyPrePrepare(Replica r, PrePrepare message, boolean voted) {
    if (!message.view().equals(r.view) || !r.active || !kept(r, message.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(message.sequenceNumber());
    r.ordering.accept(slot, message, message.proposal().digest());
    if (voted) {
      slot.missing().clear();
      slot.prepareVoted = true;
    }
  }

  private static void applyPrepared(Replica r, LogRecord.Prepared prepared) {
    PreparedProof proof = prepared.proof();
    if (!kept(r, proof.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(proof.sequenceNumber());
    slot.prepared(proof, prepared.proposal());
    if (proof.view().equals(r.view) && r.active && slot.hasPrePrepare()) {
      slot.votes(VotePhase.PREPARE).accept(proof.digest(), proof.prepares());
      slot.commitVoted = true;
    }
  }

  private static void applyCommitted(Replica r, LogRecord.Committed committed) {
    CommittedProof proof = committed.proof();
    long height = proof.sequenceNumber().value();
    if (proof.epoch() > r.membership.epoch()) {
      r.epochs.defer(committed);
    } else if (proof.epoch() < r.membership.epoch()) {
      if (height > r.certifiedHeight() && height < r.epochFirst.value()) {
        r.earlierDecisions.put(height, proof);
      }
    } else if (kept(r, proof.sequenceNumber())) {
      r.slot(proof.sequenceNumber()).decided(proof);
    }
  }

  /** Votes on disk count here again; the first repetition sends them. */
  static void recountOwnVotes(Replica r) {
    if (!r.active || !r.isMember()) {
      return;
    }
    for (Slot slot : r.slots.values()) {
      recount(r, slot, VotePhase.PREPARE, slot.prepareVoted);
      recount(r, slot, VotePhase.COMMIT, slot.commitVoted);
      slot.sentMillis = 0;
    }
  }

  private static void recount(Replica r, Slot slot, VotePhase phase, boolean voted) {
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
  private static boolean kept(Replica r, SequenceNumber sequenceNumber) {
    return sequenceNumber.compareTo(r.epochFirst) >= 0
        && sequenceNumber.value() > Math.min(r.certifiedHeight(), r.lastExecuted.value());
  }

  private static int epoch(LogRecord entry) {
    if (entry instanceof LogRecord.PrePrepared prePrepared) {
      return prePrepared.prePrepare().epoch();
    }
    if (entry instanceof LogRecord.Prepared prepared) {
      return prepared.epoch();
    }
    if (entry instanceof LogRecord.NewViewEntered entered) {
      return entered.newView().epoch();
    }
    return ((LogRecord.ViewChangeStarted) entry).epoch();
  }
}
