package org.healthchain.consensus.core;

import java.util.List;
import java.util.OptionalInt;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointVote;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;

/**
 * Casts, routes, repeats and counts prepare and commit votes: to everyone, or in collector mode to
 * the primary, after a timeout to the backup collector, and at last to everyone.
 */
final class Votes {
  private static final int MAX_REPEATED_SLOTS = 16;

  private final Replica r;

  Votes(Replica r) {
    this.r = r;
  }

  VoteBox box(VotePhase phase, SequenceNumber sequenceNumber) {
    int epoch = r.membership.epoch();
    View view = r.view;
    return new VoteBox(
        r.membership,
        r.certificates,
        r.ports.aggregator(),
        digest -> r.statements.vote(phase, epoch, view, sequenceNumber, digest));
  }

  /** Counts this replica's vote and sends it. Its record is in the same output. */
  void cast(VotePhase phase, Slot slot) {
    Bytes signature = r.signVote(phase, slot.sequenceNumber, slot.digest());
    slot.votes(phase).addOwn(r.selfIndex(), slot.digest(), signature);
    slot.sentMillis = r.nowMillis;
    slot.repeats = 0;
    if (phase == VotePhase.COMMIT) {
      route(message(phase, slot, signature, r.checkpoints.takeUnsent()), 0);
    } else if (!r.isPrimary()) { // its pre-prepare is its prepare
      route(message(phase, slot, signature, List.of()), 0);
    }
    collect(phase, slot);
  }

  private ConsensusMessage message(
      VotePhase phase, Slot slot, Bytes signature, List<CheckpointVote> checkpoints) {
    int epoch = r.membership.epoch();
    return phase == VotePhase.PREPARE
        ? new Prepare(epoch, r.view, slot.sequenceNumber, slot.digest(), signature)
        : new Commit(epoch, r.view, slot.sequenceNumber, slot.digest(), signature, checkpoints);
  }

  /** Sends a vote where the given number of vain attempts says. */
  void route(ConsensusMessage message, int attempts) {
    if (!r.collectorMode() || attempts >= 2) {
      r.effects.broadcast(message);
      return;
    }
    ReplicaId collector = attempts == 0 ? r.primary() : r.membership.backupCollector(r.view);
    if (!collector.equals(r.self)) {
      r.effects.send(collector, message);
    }
  }

  void onVote(
      VotePhase phase,
      ReplicaId sender,
      int epoch,
      View view,
      SequenceNumber sequenceNumber,
      Digest digest,
      Bytes signature) {
    OptionalInt index = r.membership.indexOf(sender);
    if (epoch != r.membership.epoch() || !view.equals(r.view) || !r.inReach(sequenceNumber)) {
      return;
    }
    if (index.isEmpty()) {
      r.reject(sender, Refusal.VOTE_OF_STRANGER);
      return;
    }
    Slot slot = r.slot(sequenceNumber);
    if (slot.votes(phase).heard(index.getAsInt())) {
      answerRepeated(sender, slot);
    }
    if (!slot.votes(phase).add(index.getAsInt(), digest, signature)) {
      r.reject(sender, Refusal.VOTE_BADLY_SIGNED);
      return;
    }
    collect(phase, slot);
    r.ordering.advance(slot);
  }

  /** Who repeats a vote lacks what this replica may have. */
  private void answerRepeated(ReplicaId sender, Slot slot) {
    slot.decided().ifPresent(proof -> r.effects.send(sender, proof));
    if (slot.decided().isEmpty() && r.collectorMode() && slot.collected(VotePhase.PREPARE)) {
      VoteBox box = slot.votes(VotePhase.PREPARE);
      Digest digest = box.certifiedDigest().get();
      r.effects.send(
          sender,
          new CollectedVotes(
              VotePhase.PREPARE,
              r.view,
              slot.sequenceNumber,
              digest,
              box.certificateFor(digest).get(),
              List.of()));
    }
  }

  void onCollected(ReplicaId sender, CollectedVotes m) {
    m.checkpoints().forEach(proof -> r.checkpoints.onCertificate(sender, proof));
    int epoch = r.membership.epoch();
    if (m.certificate().membershipEpoch() != epoch
        || !m.view().equals(r.view)
        || !r.inReach(m.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(m.sequenceNumber());
    VoteBox box = slot.votes(m.phase());
    if (box.certifiedDigest().isPresent()) {
      return;
    }
    byte[] statement =
        r.statements.vote(m.phase(), epoch, m.view(), m.sequenceNumber(), m.digest());
    if (!r.certificates.verify(m.certificate(), r.membership, statement)) {
      r.reject(sender, Refusal.BAD_CERTIFICATE);
      return;
    }
    box.accept(m.digest(), m.certificate());
    r.ordering.advance(slot);
  }

  /** A collector that has just completed a certificate hands it to everyone. */
  private void collect(VotePhase phase, Slot slot) {
    if (!r.collectorMode() || !isCollector() || slot.collected(phase)) {
      return;
    }
    VoteBox box = slot.votes(phase);
    if (box.certifiedDigest().isPresent()) {
      slot.markCollected(phase);
      Digest digest = box.certifiedDigest().get();
      broadcastCollected(phase, slot.sequenceNumber, digest, box.certificateFor(digest).get());
    }
  }

  private void broadcastCollected(
      VotePhase phase, SequenceNumber sequenceNumber, Digest digest, QuorumCertificate proof) {
    r.effects.broadcast(
        new CollectedVotes(
            phase, r.view, sequenceNumber, digest, proof, r.checkpoints.takeUnsentProofs()));
  }

  private boolean isCollector() {
    return r.isMember() && (r.isPrimary() || r.membership.backupCollector(r.view).equals(r.self));
  }

  long repeatMillis() {
    return r.collectorMode() ? r.config.collectorTimeoutMillis() : r.config.retransmitMillis();
  }

  /** When the first repetition is due. */
  long nextRepeatMillis() {
    if (!r.active || !r.mayVote()) {
      return Long.MAX_VALUE;
    }
    long next = Long.MAX_VALUE;
    int considered = 0;
    for (Slot slot : r.slots.tailMap(r.lowWatermark() + 1).values()) {
      if (waits(slot)) {
        next = Math.min(next, slot.sentMillis + repeatMillis());
        if (++considered == MAX_REPEATED_SLOTS) {
          break;
        }
      }
    }
    return next;
  }

  /** Repeats what this replica said about slots that got no further. */
  void repeat() {
    if (!r.active || !r.mayVote()) {
      return;
    }
    int considered = 0;
    for (Slot slot : r.slots.tailMap(r.lowWatermark() + 1).values()) {
      if (waits(slot)) {
        if (r.nowMillis >= slot.sentMillis + repeatMillis()) {
          repeat(slot);
        }
        if (++considered == MAX_REPEATED_SLOTS) {
          return;
        }
      }
    }
  }

  private static boolean waits(Slot slot) {
    return slot.prepareVoted && slot.decided().isEmpty();
  }

  private void repeat(Slot slot) {
    slot.sentMillis = r.nowMillis;
    slot.repeats++;
    if (r.isPrimary()) {
      r.effects.broadcast(slot.prePrepare());
    } else {
      Bytes signature = r.signVote(VotePhase.PREPARE, slot.sequenceNumber, slot.digest());
      route(message(VotePhase.PREPARE, slot, signature, List.of()), slot.repeats);
    }
    if (slot.commitVoted) {
      Bytes signature = r.signVote(VotePhase.COMMIT, slot.sequenceNumber, slot.digest());
      route(message(VotePhase.COMMIT, slot, signature, List.of()), slot.repeats);
    }
    if (isCollector() && r.collectorMode()) {
      repeatCollected(VotePhase.PREPARE, slot);
    }
  }

  private void repeatCollected(VotePhase phase, Slot slot) {
    slot.votes(phase)
        .certificateFor(slot.digest())
        .ifPresent(proof -> broadcastCollected(phase, slot.sequenceNumber, slot.digest(), proof));
  }
}
