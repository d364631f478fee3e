package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.CheckpointVote;
import org.healthchain.consensus.message.CheckpointVotes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * Checkpoints (Castro and Liskov 1999, §4.3), taken at every block: a quorum of votes is the
 * block's commit certificate and moves the low watermark. The vote log is rewritten every K blocks.
 */
final class Checkpoints {
  private final Replica r;
  private final TreeMap<Long, VoteBox> boxes = new TreeMap<>();

  /** Own votes above the last certified block, ascending. */
  private final TreeMap<Long, CheckpointVote> own = new TreeMap<>();

  private final List<CheckpointVote> unsent = new ArrayList<>();
  private final List<CheckpointCertificate> unsentProofs = new ArrayList<>();
  private long unsentSinceMillis;
  private long repeatedMillis;
  private int repeats;
  private long logRewrittenAt;

  Checkpoints(Replica r) {
    this.r = r;
    logRewrittenAt = r.certifiedHeight();
  }

  /** Votes for a block that is executed and durable here. */
  void castVote(SequenceNumber height, Digest headerHash) {
    Membership membership = r.epochs.of(height).orElse(null);
    if (membership == null || height.value() <= r.certifiedHeight()) {
      checkAgainstCertificate(height, headerHash);
      return;
    }
    OptionalInt index = membership.indexOf(r.self);
    if (index.isEmpty()) {
      return;
    }
    byte[] statement = r.statements.checkpoint(membership.epoch(), height, headerHash);
    Bytes signature = r.sign(membership, membership.voteScheme(), statement);
    CheckpointVote vote = new CheckpointVote(membership.epoch(), height, headerHash, signature);
    if (unsent.isEmpty() && unsentProofs.isEmpty()) {
      unsentSinceMillis = r.nowMillis;
    }
    if (own.isEmpty()) {
      repeatedMillis = r.nowMillis;
      repeats = 0;
    }
    own.put(height.value(), vote);
    unsent.add(vote);
    VoteBox box = box(membership, height);
    box.addOwn(index.getAsInt(), headerHash, signature);
    complete(membership, height, box);
  }

  private VoteBox box(Membership membership, SequenceNumber height) {
    return boxes.computeIfAbsent(
        height.value(),
        key ->
            new VoteBox(
                membership,
                r.certificates,
                r.ports.aggregator(),
                hash -> r.statements.checkpoint(membership.epoch(), height, hash)));
  }

  void onVotes(ReplicaId sender, List<CheckpointVote> votes) {
    for (CheckpointVote vote : votes) {
      onVote(sender, vote);
    }
  }

  private void onVote(ReplicaId sender, CheckpointVote vote) {
    long height = vote.height().value();
    if (height <= r.certifiedHeight() - r.config.windowBlocks()
        || height > r.certifiedHeight() + 2L * r.config.windowBlocks()) {
      return;
    }
    Optional<Membership> membership =
        r.epochs.of(vote.height()).filter(m -> m.epoch() == vote.epoch());
    if (membership.isEmpty()) {
      return;
    }
    OptionalInt index = membership.get().indexOf(sender);
    VoteBox box = box(membership.get(), vote.height());
    if (box.certifiedDigest().isPresent()) {
      return;
    }
    if (index.isEmpty() || !box.add(index.getAsInt(), vote.headerHash(), vote.signature())) {
      r.reject(sender, Refusal.BAD_CHECKPOINT_VOTE);
      return;
    }
    complete(membership.get(), vote.height(), box);
  }

  private void complete(Membership membership, SequenceNumber height, VoteBox box) {
    if (box.certifiedDigest().isEmpty()) {
      return;
    }
    Digest hash = box.certifiedDigest().get();
    QuorumCertificate proof = box.certificateFor(hash).get();
    CheckpointCertificate certificate = new CheckpointCertificate(height, hash, proof);
    boolean collector =
        r.collectorMode()
            && r.isPrimary()
            && (membership.epoch() == r.membership.epoch() || handsOver(height));
    if (collector && unsentProofs.size() < CheckpointProofs.MAX_CERTIFICATES) {
      if (unsent.isEmpty() && unsentProofs.isEmpty()) {
        unsentSinceMillis = r.nowMillis;
      }
      unsentProofs.add(certificate);
    }
    certify(certificate);
  }

  void onCertificate(ReplicaId sender, CheckpointCertificate certificate) {
    boolean known = certificate.height().value() <= r.certifiedHeight();
    if (known && (r.handedOver || !handsOver(certificate.height()))) {
      return;
    }
    Optional<Membership> membership =
        r.epochs.of(certificate.height()).filter(m -> m.epoch() == certificate.epoch());
    if (membership.isEmpty()) {
      return;
    }
    if (!verifies(certificate, membership.get())) {
      r.reject(sender, Refusal.BAD_COMMIT_CERTIFICATE);
      return;
    }
    certify(certificate);
  }

  boolean verifies(CheckpointCertificate certificate, Membership membership) {
    byte[] statement =
        r.statements.checkpoint(
            certificate.epoch(), certificate.height(), certificate.headerHash());
    return r.certificates.verify(certificate.certificate(), membership, statement);
  }

  /** Takes a verified commit certificate. */
  private void certify(CheckpointCertificate certificate) {
    r.effects.command(new Command.Certified(certificate));
    advance(certificate);
    if (handsOver(certificate.height()) && !r.handedOver) {
      r.epochs.handedOver();
      r.execution.executeNext();
    }
  }

  /** Whether that is the last block of the former epoch. */
  private boolean handsOver(SequenceNumber height) {
    return height.next().equals(r.epochFirst);
  }

  private void advance(CheckpointCertificate certificate) {
    long height = certificate.height().value();
    if (height <= r.certifiedHeight()) {
      return;
    }
    CheckpointVote mine = own.get(height);
    if (mine != null && !mine.headerHash().equals(certificate.headerHash())) {
      throw new IllegalStateException("this ledger differs from the certified one at " + height);
    }
    advanceTo(Optional.of(certificate));
    r.learning.onCertified();
    r.stateTransfer.onCertified();
    if (height - logRewrittenAt >= r.config.gcIntervalBlocks()) {
      logRewrittenAt = height;
      r.effects.rewriteLog(LogSnapshot.of(r));
    }
  }

  /** Moves the low watermark and forgets what lies below. */
  void advanceTo(Optional<CheckpointCertificate> certificate) {
    r.certified(certificate);
    long height = r.certifiedHeight();
    own.headMap(height, true).clear();
    unsent.removeIf(vote -> vote.height().value() <= height - r.config.windowBlocks());
    boxes.headMap(height - r.config.windowBlocks(), true).clear();
    repeats = 0;
    repeatedMillis = r.nowMillis; // certificates come: what waits has waited for this one only
    forgetBelow();
  }

  /** Slots live until they are both certified and executed here. */
  void forgetBelow() {
    r.slots.headMap(Math.min(r.certifiedHeight(), r.lastExecuted.value()), true).clear();
    r.earlierDecisions.headMap(r.certifiedHeight(), true).clear();
    r.epochs.forgetBelow();
  }

  private void checkAgainstCertificate(SequenceNumber height, Digest headerHash) {
    Optional<CheckpointCertificate> certificate =
        r.certified().filter(c -> c.height().equals(height));
    if (certificate.isEmpty()) {
      return;
    }
    if (!certificate.get().headerHash().equals(headerHash)) {
      throw new IllegalStateException("this ledger differs from the certified one at " + height);
    }
    // It came before the block did, and may not have been stored then.
    r.effects.command(new Command.Certified(certificate.get()));
  }

  // ---- sending

  /** Votes to ride on a commit. */
  List<CheckpointVote> takeUnsent() {
    int count = Math.min(unsent.size(), CheckpointVotes.MAX_VOTES);
    List<CheckpointVote> taken = List.copyOf(unsent.subList(0, count));
    unsent.subList(0, count).clear();
    return taken;
  }

  /** Certificates to ride on a collector's message. */
  List<CheckpointCertificate> takeUnsentProofs() {
    List<CheckpointCertificate> taken = List.copyOf(unsentProofs);
    unsentProofs.clear();
    return taken;
  }

  long nextFlushMillis() {
    return unsent.isEmpty() && unsentProofs.isEmpty()
        ? Long.MAX_VALUE
        : unsentSinceMillis + r.config.checkpointFlushMillis();
  }

  /** Sends what found nothing to ride on. */
  void flush() {
    List<CheckpointVote> votes = takeUnsent();
    if (!votes.isEmpty()) {
      r.votes.route(new CheckpointVotes(votes), r.active ? 0 : 2);
    }
    List<CheckpointCertificate> proofs = takeUnsentProofs();
    if (!proofs.isEmpty()) {
      r.effects.broadcast(new CheckpointProofs(proofs));
    }
  }

  long nextRepeatMillis() {
    return own.isEmpty() ? Long.MAX_VALUE : repeatedMillis + r.config.retransmitMillis();
  }

  /** Repeats the votes that have led to no certificate. */
  void repeat() {
    repeatedMillis = r.nowMillis;
    repeats++;
    List<CheckpointVote> votes = new ArrayList<>();
    for (CheckpointVote vote : own.values()) {
      if (votes.size() < CheckpointVotes.MAX_VOTES) {
        votes.add(vote);
      }
    }
    r.votes.route(new CheckpointVotes(votes), repeats);
  }

  /** Before anything else after a restart: the last block's vote may never have left. */
  void recover() {
    if (r.lastExecuted.value() > 0) {
      castVote(r.lastExecuted, r.lastHeaderHash);
    }
  }

  void persistLowWatermark() {
    r.effects.persist(
        new LogRecord.LowWatermark(new SequenceNumber(r.certifiedHeight()), r.certified()));
  }

  int retained() {
    return boxes.size() + own.size() + unsent.size() + unsentProofs.size();
  }
}
