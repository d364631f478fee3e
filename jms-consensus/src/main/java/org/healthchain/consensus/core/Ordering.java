package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.VotePhase;

/** The normal case: pre-prepare, prepare, commit (Castro and Liskov 1999, §4.2). */
final class Ordering {
  private static final int ASK_AGAIN_FACTOR = 4;

  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final Pool pool;
  private final PrePrepareValidator validator;
  private final VotingRight right;
  private final VoteSender votes;
  private final Decisions decisions;
  private final Rules rules;

  Ordering(
      Owners owners,
      Step step,
      Pool pool,
      PrePrepareValidator validator,
      VotingRight right,
      VoteSender votes,
      Decisions decisions,
      Rules rules) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.pool = pool;
    this.validator = validator;
    this.right = right;
    this.votes = votes;
    this.decisions = decisions;
    this.rules = rules;
  }

  // ---- proposals

  /** This replica, the primary, proposes: its pre-prepare is its prepare vote. */
  void propose(PrePrepare message, Digest digest) {
    Slot slot = slots.at(message.sequenceNumber());
    slot.accept(message, digest, Set.of(), step.nowMillis());
    step.persist(new LogRecord.PrePrepared(message));
    step.broadcast(message);
    slot.votePrepare();
    votes.cast(VotePhase.PREPARE, slot);
    advance(slot);
  }

  void onPrePrepare(ReplicaId from, PrePrepare message) {
    if (!current.is(message.epoch(), message.view())
        || !current.active()
        || !slots.inReach(message.sequenceNumber())) {
      return;
    }
    Slot slot = slots.at(message.sequenceNumber());
    Digest digest = message.proposal().digest();
    if (slot.hasPrePrepare()) {
      if (!slot.digest().equals(digest)) {
        step.reject(from, Refusal.SECOND_PRE_PREPARE);
      }
      return;
    }
    Optional<Refusal> refusal = validator.refuse(message, digest);
    if (refusal.isPresent()) {
      step.reject(from, refusal.get());
      return;
    }
    accept(message, digest);
    advance(slot);
  }

  /** Takes a checked pre-prepare, counts it as the primary's prepare, and asks for its batches. */
  void accept(PrePrepare message, Digest digest) {
    Slot slot = slots.at(message.sequenceNumber());
    Set<Digest> missing = new LinkedHashSet<>();
    if (slot.sequenceNumber().compareTo(standing.lastExecuted()) > 0) {
      for (Digest batch : message.proposal().batches()) {
        if (!pool.holds(batch)) {
          missing.add(batch);
        }
      }
    }
    slot.accept(message, digest, missing, step.nowMillis());
    pool.proposed(message.proposal().batches());
    ReplicaId primary = current.membership().primary(message.view());
    int index = current.membership().indexOf(primary).getAsInt();
    slot.votes(VotePhase.PREPARE).add(index, digest, message.signature());
    if (!missing.isEmpty()) {
      askFor(slot);
    }
  }

  // ---- batches

  private void askFor(Slot slot) {
    slot.asked(step.nowMillis());
    step.command(new Command.FetchBatches(slot.sequenceNumber(), new ArrayList<>(slot.missing())));
  }

  private long askAgainMillis(Slot slot) {
    return slot.sentMillis() + ASK_AGAIN_FACTOR * current.config().retransmitMillis();
  }

  /** Asks again for batches that did not come. */
  void askAgain() {
    for (Slot slot : slots.all()) {
      if (!slot.missing().isEmpty() && step.nowMillis() >= askAgainMillis(slot)) {
        askFor(slot);
      }
    }
  }

  long nextAskAgainMillis() {
    long next = Long.MAX_VALUE;
    for (Slot slot : slots.all()) {
      if (!slot.missing().isEmpty()) {
        next = Math.min(next, askAgainMillis(slot));
      }
    }
    return next;
  }

  void onHeld(Digest batch) {
    if (!pool.hold(batch)) {
      return;
    }
    for (Slot slot : slots.snapshot()) {
      if (slot.held(batch)) {
        advance(slot);
      }
    }
  }

  // ---- votes

  /** Does whatever the votes on this slot now allow. */
  void advance(Slot slot) {
    if (!slot.hasPrePrepare()) {
      return;
    }
    boolean voting =
        right.votesNow()
            && standing.withinWatermarks(slot.sequenceNumber())
            && !slot.contradictsDecision();
    if (voting && !slot.voted(VotePhase.PREPARE) && slot.missing().isEmpty()) {
      slot.votePrepare();
      step.persist(new LogRecord.PrePrepared(slot.prePrepare()));
      votes.cast(VotePhase.PREPARE, slot);
    }
    Optional<QuorumCertificate> prepares =
        slot.votes(VotePhase.PREPARE).certificateFor(slot.digest());
    if (voting
        && slot.voted(VotePhase.PREPARE)
        && !slot.voted(VotePhase.COMMIT)
        && prepares.isPresent()) {
      commit(slot, prepares.get());
    }
    Optional<QuorumCertificate> commits =
        slot.votes(VotePhase.COMMIT).certificateFor(slot.digest());
    decide(slot, rules.deciding(prepares, commits));
  }

  private void commit(Slot slot, QuorumCertificate prepares) {
    PreparedProof proof =
        new PreparedProof(current.view(), slot.sequenceNumber(), slot.digest(), prepares);
    slot.voteCommit(proof);
    step.persist(new LogRecord.Prepared(current.epoch(), proof, slot.preparedProposal()));
    votes.cast(VotePhase.COMMIT, slot);
  }

  private void decide(Slot slot, Optional<QuorumCertificate> deciding) {
    if (deciding.isEmpty()) {
      return;
    }
    if (slot.decided().isEmpty()) {
      decisions.take(
          slot, new CommittedProof(current.view(), slot.prePrepare().proposal(), deciding.get()));
      return;
    }
    rules
        .committedAgain(current.epoch(), slot.prePrepare().proposal(), standing.lastExecuted())
        .ifPresent(step::command);
  }
}
