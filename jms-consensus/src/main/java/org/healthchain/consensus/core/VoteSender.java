package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointVote;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;

/** Casts and repeats this replica's prepare and commit votes, and as a collector certificates. */
final class VoteSender {
  private static final int MAX_REPEATED_SLOTS = 16;

  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final OwnKeys keys;
  private final VoteRoute route;
  private final CheckpointSender checkpoints;
  private final VotingRight right;

  VoteSender(
      Owners owners,
      Step step,
      OwnKeys keys,
      VoteRoute route,
      CheckpointSender checkpoints,
      VotingRight right) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.keys = keys;
    this.route = route;
    this.checkpoints = checkpoints;
    this.right = right;
  }

  /** Counts this replica's vote and sends it. Its record is in the same output. */
  void cast(VotePhase phase, Slot slot) {
    Bytes signature = recount(phase, slot);
    slot.sent(step.nowMillis());
    if (phase == VotePhase.COMMIT) {
      route.send(message(phase, slot, signature, checkpoints.takeUnsent()), 0);
    } else if (!current.isPrimary()) { // its pre-prepare is its prepare
      route.send(message(phase, slot, signature, List.of()), 0);
    }
    collect(phase, slot);
  }

  /** Counts this replica's vote, which may have left before; gives its signature. */
  Bytes recount(VotePhase phase, Slot slot) {
    Bytes signature = keys.signVote(phase, slot.sequenceNumber(), slot.digest());
    slot.votes(phase).addOwn(current.selfIndex(), slot.digest(), signature);
    return signature;
  }

  private ConsensusMessage message(
      VotePhase phase, Slot slot, Bytes signature, List<CheckpointVote> riding) {
    int epoch = current.epoch();
    SequenceNumber number = slot.sequenceNumber();
    return phase == VotePhase.PREPARE
        ? new Prepare(epoch, current.view(), number, slot.digest(), signature)
        : new Commit(epoch, current.view(), number, slot.digest(), signature, riding);
  }

  /** A collector that has just completed a certificate hands it to everyone. */
  void collect(VotePhase phase, Slot slot) {
    if (!current.isCollector() || slot.collected(phase)) {
      return;
    }
    VoteBox box = slot.votes(phase);
    if (box.certifiedDigest().isPresent()) {
      slot.markCollected(phase);
      Digest digest = box.certifiedDigest().get();
      broadcastCollected(phase, slot, digest, box.certificateFor(digest).get());
    }
  }

  private void broadcastCollected(
      VotePhase phase, Slot slot, Digest digest, QuorumCertificate proof) {
    step.broadcast(
        new CollectedVotes(
            phase,
            current.view(),
            slot.sequenceNumber(),
            digest,
            proof,
            checkpoints.takeUnsentProofs()));
  }

  // ---- repeating

  private long repeatMillis() {
    return current.collectorMode()
        ? current.config().collectorTimeoutMillis()
        : current.config().retransmitMillis();
  }

  /** When the first repetition is due. */
  long nextRepeatMillis() {
    long next = Long.MAX_VALUE;
    for (Slot slot : waiting()) {
      next = Math.min(next, slot.sentMillis() + repeatMillis());
    }
    return next;
  }

  /** Repeats what this replica said about slots that got no further. */
  void repeat() {
    for (Slot slot : waiting()) {
      if (step.nowMillis() >= slot.sentMillis() + repeatMillis()) {
        repeat(slot);
      }
    }
  }

  /** The lowest slots that this replica voted on and that are not decided. */
  private List<Slot> waiting() {
    List<Slot> waiting = new ArrayList<>();
    if (!right.votesNow()) {
      return waiting;
    }
    for (Slot slot : slots.above(standing.lowWatermark())) {
      if (slot.voted(VotePhase.PREPARE) && slot.decided().isEmpty()) {
        waiting.add(slot);
        if (waiting.size() == MAX_REPEATED_SLOTS) {
          break;
        }
      }
    }
    return waiting;
  }

  private void repeat(Slot slot) {
    slot.repeated(step.nowMillis());
    if (current.isPrimary()) {
      step.broadcast(slot.prePrepare());
    } else {
      repeat(VotePhase.PREPARE, slot);
    }
    if (slot.voted(VotePhase.COMMIT)) {
      repeat(VotePhase.COMMIT, slot);
    }
    if (current.isCollector()) {
      slot.votes(VotePhase.PREPARE)
          .certificateFor(slot.digest())
          .ifPresent(proof -> broadcastCollected(VotePhase.PREPARE, slot, slot.digest(), proof));
    }
  }

  private void repeat(VotePhase phase, Slot slot) {
    Bytes signature = keys.signVote(phase, slot.sequenceNumber(), slot.digest());
    route.send(message(phase, slot, signature, List.of()), slot.repeats());
  }
}
