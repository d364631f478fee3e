package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;

/** The normal case: pre-prepare, prepare, commit (Castro and Liskov 1999, §4.2). */
final class Ordering {
  private final Replica r;
  final PrePrepareValidator validator;
  private long lastFillMillis;

  Ordering(Replica r) {
    this.r = r;
    validator = new PrePrepareValidator(r);
  }

  // ---- the primary

  /** Proposes as much as the window, the pipeline and the pool allow. */
  void propose() {
    while (mayPropose() && r.pool.unproposed() > 0 && nextProposalMillis() <= r.nowMillis) {
      propose(r.pool.take(r.config.maxBatchesPerProposal()));
    }
    if (fillDue() <= r.nowMillis) {
      lastFillMillis = r.nowMillis;
      propose(List.of());
    }
  }

  private boolean mayPropose() {
    return r.active
        && r.mayVote()
        && r.isPrimary()
        && nextSequenceNumber() <= r.highWatermark()
        && inFlight() < r.config.maxInFlight()
        && !r.stateTransfer.lagging();
  }

  /** Proposals under way: proposed here and not executed yet. */
  int inFlight() {
    return (int) Math.max(0, nextSequenceNumber() - 1 - r.lastExecuted.value());
  }

  private long nextSequenceNumber() {
    Map.Entry<Long, Slot> last = r.slots.lastEntry();
    long used = Math.max(r.lastExecuted.value(), Math.max(r.lowWatermark(), r.newViewTop));
    while (last != null && last.getKey() > used) {
      if (last.getValue().hasPrePrepare() || last.getValue().decided().isPresent()) {
        return last.getKey() + 1;
      }
      last = r.slots.lowerEntry(last.getKey());
    }
    return used + 1;
  }

  /**
   * When the waiting digests should be proposed. They wait for company under load only, and the
   * longer the more is under way and the longer an order takes: a slow machine gets fuller blocks
   * and not more of them.
   */
  long nextProposalMillis() {
    if (r.pool.unproposed() == 0 || !mayPropose()) {
      return Long.MAX_VALUE;
    }
    boolean now =
        inFlight() < r.config.eagerInFlight()
            || r.pool.unproposed() >= r.config.maxBatchesPerProposal();
    int crowd = 1 + inFlight() - r.config.eagerInFlight();
    return now
        ? r.nowMillis
        : r.pool.oldestUnproposedMillis()
            + crowd * r.pace.waitMillis(r.config.proposalDelayMillis());
  }

  /** When an empty block is due, to lead a learner beyond its bound. */
  long fillDue() {
    boolean wanted = inFlight() == 0 && mayPropose() && r.beacons.learnerWaits();
    return wanted
        ? lastFillMillis + 2 * PrePrepareValidator.EMPTY_PROPOSAL_INTERVAL_MILLIS
        : Long.MAX_VALUE;
  }

  private void propose(List<Digest> batches) {
    SequenceNumber sequenceNumber = new SequenceNumber(nextSequenceNumber());
    Proposal proposal = new Proposal(r.view, sequenceNumber, r.nowMillis, batches);
    Digest digest = proposal.digest();
    Bytes signature = r.signVote(VotePhase.PREPARE, sequenceNumber, digest);
    PrePrepare message = new PrePrepare(r.membership.epoch(), r.view, proposal, signature);
    Slot slot = r.slot(sequenceNumber);
    slot.accept(message, digest, Set.of(), r.nowMillis);
    r.effects.persist(new LogRecord.PrePrepared(message));
    r.effects.broadcast(message);
    slot.prepareVoted = true;
    r.votes.cast(VotePhase.PREPARE, slot);
    advance(slot);
  }

  // ---- the backups

  void onPrePrepare(ReplicaId sender, PrePrepare message) {
    if (message.epoch() != r.membership.epoch()
        || !message.view().equals(r.view)
        || !r.active
        || !r.inReach(message.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(message.sequenceNumber());
    Digest digest = message.proposal().digest();
    if (slot.hasPrePrepare()) {
      if (!slot.digest().equals(digest)) {
        r.reject(sender, Refusal.SECOND_PRE_PREPARE);
      }
      return;
    }
    Optional<Refusal> refusal = validator.refuse(message, digest);
    if (refusal.isPresent()) {
      r.reject(sender, refusal.get());
      return;
    }
    accept(slot, message, digest);
    advance(slot);
  }

  /** Takes a checked pre-prepare, counts it as the primary's prepare, and asks for its batches. */
  void accept(Slot slot, PrePrepare message, Digest digest) {
    Set<Digest> missing = new LinkedHashSet<>();
    if (slot.sequenceNumber.compareTo(r.lastExecuted) > 0) {
      for (Digest batch : message.proposal().batches()) {
        if (!r.pool.holds(batch)) {
          missing.add(batch);
        }
      }
    }
    slot.accept(message, digest, missing, r.nowMillis);
    r.pool.proposed(message.proposal().batches());
    int primary = r.membership.indexOf(r.membership.primary(message.view())).getAsInt();
    slot.votes(VotePhase.PREPARE).add(primary, digest, message.signature());
    if (!missing.isEmpty()) {
      requestMissing(slot);
    }
  }

  void requestMissing(Slot slot) {
    slot.sentMillis = r.nowMillis;
    r.effects.command(
        new Command.FetchBatches(slot.sequenceNumber, new ArrayList<>(slot.missing())));
  }

  void onHeld(Digest batch) {
    if (!r.pool.hold(batch)) {
      return;
    }
    for (Slot slot : List.copyOf(r.slots.values())) {
      if (slot.missing().remove(batch) && slot.missing().isEmpty()) {
        advance(slot);
      }
    }
  }

  /** A laggard learns a decision; its certificate is good whatever the view. */
  void onCommittedProof(ReplicaId sender, CommittedProof message) {
    if (message.epoch() != r.membership.epoch() || !r.inReach(message.sequenceNumber())) {
      return;
    }
    Slot slot = r.slot(message.sequenceNumber());
    if (slot.decided().isPresent()) {
      return;
    }
    Digest digest = message.proposal().digest();
    byte[] statement =
        r.statements.vote(
            VotePhase.COMMIT, message.epoch(), message.view(), message.sequenceNumber(), digest);
    if (!r.certificates.verify(message.commits(), r.membership, statement)) {
      r.reject(sender, Refusal.BAD_COMMITTED_PROOF);
      return;
    }
    decide(slot, message);
  }

  // ---- everyone

  /** Does whatever the votes on this slot now allow. */
  void advance(Slot slot) {
    if (!slot.hasPrePrepare()) {
      return;
    }
    Membership membership = r.membership;
    boolean voting = r.active && r.mayVote() && withinWatermarks(slot);
    if (voting && !slot.prepareVoted && slot.missing().isEmpty()) {
      slot.prepareVoted = true;
      r.effects.persist(new LogRecord.PrePrepared(slot.prePrepare()));
      r.votes.cast(VotePhase.PREPARE, slot);
    }
    Optional<QuorumCertificate> prepares =
        slot.votes(VotePhase.PREPARE).certificateFor(slot.digest());
    if (voting && slot.prepareVoted && !slot.commitVoted && prepares.isPresent()) {
      PreparedProof proof =
          new PreparedProof(r.view, slot.sequenceNumber, slot.digest(), prepares.get());
      slot.prepared(proof, slot.prePrepare().proposal());
      slot.commitVoted = true;
      r.effects.persist(new LogRecord.Prepared(membership.epoch(), proof, slot.preparedProposal()));
      r.votes.cast(VotePhase.COMMIT, slot);
    }
    Optional<QuorumCertificate> commits =
        slot.votes(VotePhase.COMMIT).certificateFor(slot.digest());
    boolean tooEarly = r.mutated(Mutation.EXECUTE_BEFORE_COMMIT) && prepares.isPresent();
    if ((commits.isPresent() || tooEarly) && slot.decided().isEmpty()) {
      decide(
          slot,
          new CommittedProof(
              r.view, slot.prePrepare().proposal(), commits.orElseGet(prepares::get)));
    } else if (commits.isPresent() && r.mutated(Mutation.DUPLICATE_EXECUTION)) {
      r.execution.executeAgain(slot);
    }
  }

  private boolean withinWatermarks(Slot slot) {
    long value = slot.sequenceNumber.value();
    return value > r.lowWatermark() && value <= r.highWatermark();
  }

  private void decide(Slot slot, CommittedProof proof) {
    slot.decided(proof);
    r.effects.persist(new LogRecord.Committed(proof));
    r.watch.onProgress();
    r.execution.executeNext();
  }
}
