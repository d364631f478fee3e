package org.healthchain.consensus.core;

import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.VotePhase;

/** Takes decisions, by this replica's own count or from a peer, and has them executed. */
final class Decisions {
  private final CurrentView current;
  private final SlotTable slots;
  private final Step step;
  private final Certificates certificates;
  private final Statements statements;
  private final Followers followers;

  /** Parts that go on when there is a decision. */
  record Followers(Learning learning, Patience patience, Execution execution) {}

  Decisions(
      CurrentView current,
      SlotTable slots,
      Step step,
      Certificates certificates,
      Statements statements,
      Followers followers) {
    this.current = current;
    this.slots = slots;
    this.step = step;
    this.certificates = certificates;
    this.statements = statements;
    this.followers = followers;
  }

  /** A laggard learns a decision; its certificate is good whatever the view. */
  void onCommittedProof(ReplicaId from, CommittedProof message) {
    if (message.epoch() != current.epoch() || !slots.inReach(message.sequenceNumber())) {
      return;
    }
    Slot slot = slots.at(message.sequenceNumber());
    if (slot.decided().isPresent()) {
      return;
    }
    byte[] statement =
        statements.vote(
            VotePhase.COMMIT,
            message.epoch(),
            message.view(),
            message.sequenceNumber(),
            message.proposal().digest());
    if (!certificates.verify(message.commits(), current.membership(), statement)) {
      step.reject(from, Refusal.BAD_COMMITTED_PROOF);
      return;
    }
    take(slot, message);
  }

  void take(Slot slot, CommittedProof proof) {
    slot.decided(proof);
    step.persist(new LogRecord.Committed(proof));
    followers.learning().onDecided(proof.sequenceNumber(), proof.view());
    if (proof.proposal().batches().isEmpty()
        && proof.sequenceNumber().value() > current.newViewTop()) {
      followers.patience().onEmptyDecided();
    }
    followers.patience().onProgress();
    followers.execution().executeNext();
  }
}
