package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointVote;
import org.healthchain.consensus.message.Digest;
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
  private final Owners owners;
  private final CurrentView current;
  private final Standing standing;
  private final Step step;
  private final OwnKeys keys;
  private final VoteBoxes voteBoxes;
  private final Certificates certificates;
  private final Epochs epochs;
  private final CheckpointSender sender;
  private final Followers followers;
  private final TreeMap<Long, VoteBox> boxes = new TreeMap<>();
  private long logRewrittenAt;

  /** Parts that move on when a certificate comes. */
  record Followers(Learning learning, Lag lag, Execution execution, LogSnapshot snapshot) {}

  Checkpoints(
      Owners owners,
      Step step,
      OwnKeys keys,
      VoteBoxes voteBoxes,
      Certificates certificates,
      Epochs epochs,
      CheckpointSender sender,
      Followers followers) {
    this.owners = owners;
    current = owners.current();
    standing = owners.standing();
    this.step = step;
    this.keys = keys;
    this.voteBoxes = voteBoxes;
    this.certificates = certificates;
    this.epochs = epochs;
    this.sender = sender;
    this.followers = followers;
    logRewrittenAt = standing.certifiedHeight();
  }

  /** Votes for a block that is executed and durable here. */
  void castVote(SequenceNumber height, Digest headerHash) {
    Membership membership = epochs.of(height).orElse(null);
    if (membership == null || height.value() <= standing.certifiedHeight()) {
      checkAgainstCertificate(height, headerHash);
      return;
    }
    OptionalInt index = membership.indexOf(current.self());
    if (index.isEmpty() || followers.learning().hasEnded(membership.epoch())) {
      return;
    }
    byte[] statement = keys.statements().checkpoint(membership.epoch(), height, headerHash);
    Bytes signature = keys.sign(membership, membership.voteScheme(), statement);
    sender.add(new CheckpointVote(membership.epoch(), height, headerHash, signature));
    VoteBox box = box(membership, height);
    box.addOwn(index.getAsInt(), headerHash, signature);
    complete(membership, height, box);
  }

  private VoteBox box(Membership membership, SequenceNumber height) {
    return boxes.computeIfAbsent(height.value(), key -> voteBoxes.checkpoints(membership, height));
  }

  void onVotes(ReplicaId from, List<CheckpointVote> votes) {
    for (CheckpointVote vote : votes) {
      onVote(from, vote);
    }
  }

  private void onVote(ReplicaId from, CheckpointVote vote) {
    long ahead = vote.height().value() - standing.certifiedHeight();
    int window = current.config().windowBlocks();
    if (ahead <= -window || ahead > 2L * window) {
      return;
    }
    Optional<Membership> membership = epochs.of(vote.height(), vote.epoch());
    if (membership.isEmpty()) {
      return;
    }
    OptionalInt index = membership.get().indexOf(from);
    VoteBox box = box(membership.get(), vote.height());
    if (box.certifiedDigest().isPresent()) {
      return;
    }
    if (index.isEmpty() || !box.add(index.getAsInt(), vote.headerHash(), vote.signature())) {
      step.reject(from, Refusal.BAD_CHECKPOINT_VOTE);
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
        current.collectorMode()
            && current.isPrimary()
            && (membership.epoch() == current.epoch() || current.handsOver(height));
    if (collector) {
      sender.add(certificate);
    }
    certify(certificate);
  }

  void onCertificate(ReplicaId from, CheckpointCertificate certificate) {
    boolean known = certificate.height().value() <= standing.certifiedHeight();
    if (known && (standing.handedOver() || !current.handsOver(certificate.height()))) {
      return;
    }
    Optional<Membership> membership = epochs.of(certificate.height(), certificate.epoch());
    if (membership.isEmpty()) {
      return;
    }
    if (!certificates.verify(certificate, membership.get())) {
      step.reject(from, Refusal.BAD_COMMIT_CERTIFICATE);
      return;
    }
    certify(certificate);
  }

  /** Takes a verified commit certificate. */
  private void certify(CheckpointCertificate certificate) {
    step.command(new Command.Certified(certificate));
    advance(certificate);
    if (current.handsOver(certificate.height()) && !standing.handedOver()) {
      epochs.handOver();
      followers.execution().executeNext();
    }
  }

  private void advance(CheckpointCertificate certificate) {
    long height = certificate.height().value();
    if (height <= standing.certifiedHeight()) {
      return;
    }
    sender.votedFor(height).ifPresent(hash -> checkSame(certificate, hash));
    advanceTo(Optional.of(certificate));
    followers.learning().onCertified();
    followers.lag().update();
    if (height - logRewrittenAt >= current.config().gcIntervalBlocks()) {
      logRewrittenAt = height;
      step.rewriteLog(followers.snapshot().records());
    }
  }

  /** Moves the low watermark and forgets what lies below. */
  void advanceTo(Optional<CheckpointCertificate> certificate) {
    standing.certified(certificate);
    sender.onCertified();
    long forgotten = standing.certifiedHeight() - current.config().windowBlocks();
    boxes.headMap(forgotten, true).clear();
    forgetSettled();
  }

  void forgetSettled() {
    owners.slots().forgetSettled();
    epochs.forgetSettled();
  }

  private void checkAgainstCertificate(SequenceNumber height, Digest headerHash) {
    Optional<CheckpointCertificate> certificate =
        standing.certified().filter(c -> c.height().equals(height));
    if (certificate.isPresent()) {
      checkSame(certificate.get(), headerHash);
      // It came before the block did, and may not have been stored then.
      step.command(new Command.Certified(certificate.get()));
    }
  }

  private static void checkSame(CheckpointCertificate certificate, Digest headerHash) {
    if (!certificate.headerHash().equals(headerHash)) {
      throw new IllegalStateException(
          "this ledger differs from the certified one at " + certificate.height());
    }
  }

  /** Before anything else after a restart: the last block's vote may never have left. */
  void recover() {
    if (standing.lastExecuted().value() > 0) {
      castVote(standing.lastExecuted(), standing.lastHeaderHash());
    }
  }

  int retained() {
    return boxes.size() + sender.retained();
  }
}
