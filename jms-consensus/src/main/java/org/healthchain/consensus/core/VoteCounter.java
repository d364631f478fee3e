package org.healthchain.consensus.core;

import java.util.List;
import java.util.OptionalInt;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;

/** Counts the prepare and commit votes that come, one by one or collected. */
final class VoteCounter {
  private final CurrentView current;
  private final SlotTable slots;
  private final Step step;
  private final Certificates certificates;
  private final Statements statements;
  private final Checkpoints checkpoints;
  private final VoteSender sender;
  private final Ordering ordering;

  /** A prepare or a commit, as far as they are the same. */
  record Vote(
      VotePhase phase,
      int epoch,
      View view,
      SequenceNumber sequenceNumber,
      Digest digest,
      Bytes signature) {}

  VoteCounter(
      CurrentView current,
      SlotTable slots,
      Step step,
      Certificates certificates,
      Statements statements,
      Checkpoints checkpoints,
      VoteSender sender,
      Ordering ordering) {
    this.current = current;
    this.slots = slots;
    this.step = step;
    this.certificates = certificates;
    this.statements = statements;
    this.checkpoints = checkpoints;
    this.sender = sender;
    this.ordering = ordering;
  }

  void onVote(ReplicaId from, Vote vote) {
    if (!current.is(vote.epoch(), vote.view()) || !slots.inReach(vote.sequenceNumber())) {
      return;
    }
    OptionalInt index = current.membership().indexOf(from);
    if (index.isEmpty()) {
      step.reject(from, Refusal.VOTE_OF_STRANGER);
      return;
    }
    Slot slot = slots.at(vote.sequenceNumber());
    VoteBox box = slot.votes(vote.phase());
    if (box.heard(index.getAsInt())) {
      answerRepeated(from, slot);
    }
    if (!box.add(index.getAsInt(), vote.digest(), vote.signature())) {
      step.reject(from, Refusal.VOTE_BADLY_SIGNED);
      return;
    }
    sender.collect(vote.phase(), slot);
    ordering.advance(slot);
  }

  /** Who repeats a vote lacks what this replica may have. */
  private void answerRepeated(ReplicaId from, Slot slot) {
    slot.decided().ifPresent(proof -> step.send(from, proof));
    if (slot.decided().isEmpty() && current.collectorMode() && slot.collected(VotePhase.PREPARE)) {
      VoteBox box = slot.votes(VotePhase.PREPARE);
      Digest digest = box.certifiedDigest().get();
      step.send(
          from,
          new CollectedVotes(
              VotePhase.PREPARE,
              current.view(),
              slot.sequenceNumber(),
              digest,
              box.certificateFor(digest).get(),
              List.of()));
    }
  }

  void onCollected(ReplicaId from, CollectedVotes m) {
    if (!current.is(m.epoch(), m.view()) || !slots.inReach(m.sequenceNumber())) {
      return;
    }
    Slot slot = slots.at(m.sequenceNumber());
    VoteBox box = slot.votes(m.phase());
    if (box.certifiedDigest().isPresent()) {
      return;
    }
    byte[] statement =
        statements.vote(m.phase(), m.epoch(), m.view(), m.sequenceNumber(), m.digest());
    if (!certificates.verify(m.certificate(), current.membership(), statement)) {
      step.reject(from, Refusal.BAD_CERTIFICATE);
      return;
    }
    box.accept(m.digest(), m.certificate());
    ordering.advance(slot);
  }
}
