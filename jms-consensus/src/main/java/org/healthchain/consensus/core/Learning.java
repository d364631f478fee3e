package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.RecoveryProbe;
import org.healthchain.consensus.message.RecoveryReply;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Status;

/**
 * A replica that lost its vote log must not vote where it may have voted before. It asks how far
 * the others have come (with a fresh nonce) and takes the highest certified height C among enough
 * answers. Its own low watermark of old was at most C + L: the block had been executed by an honest
 * replica among those that answered, whose certified height is at most L lower. So it can't have
 * voted above C + 2L, and votes again once a block at or above that height is certified.
 */
final class Learning {
  private final CurrentView current;
  private final Standing standing;
  private final Step step;
  private final Epochs epochs;
  private final Certificates certificates;
  private final NextBeacon nextBeacon;
  private boolean learner;
  private boolean everLearner;
  private long bound = Status.UNKNOWN_BOUND;
  private long nonce;
  private long probeDueMillis = Long.MAX_VALUE;
  private final TreeMap<ReplicaId, RecoveryReply> replies = new TreeMap<>();

  Learning(
      CurrentView current,
      Standing standing,
      Step step,
      Epochs epochs,
      Certificates certificates,
      NextBeacon nextBeacon) {
    this.current = current;
    this.standing = standing;
    this.step = step;
    this.epochs = epochs;
    this.certificates = certificates;
    this.nextBeacon = nextBeacon;
  }

  void recover(boolean startedAsLearner) {
    learner = startedAsLearner;
    everLearner |= startedAsLearner;
  }

  void recoverBound(long height) {
    bound = height;
  }

  /** Begins to ask, if this replica does not know its bound. */
  void start() {
    if (learner && bound == Status.UNKNOWN_BOUND) {
      nonce = step.nowMillis();
      probeDueMillis = step.nowMillis();
    }
  }

  boolean votes() {
    return !learner;
  }

  /** What a beacon says: see {@link Status#votesAbove()}. */
  long votesAbove() {
    return learner ? bound : 0;
  }

  long probeDueMillis() {
    return probeDueMillis;
  }

  void probe() {
    probeDueMillis = step.nowMillis() + current.config().statusIntervalMillis();
    step.broadcast(new RecoveryProbe(nonce));
  }

  void onProbe(ReplicaId sender, RecoveryProbe probe) {
    step.send(sender, new RecoveryReply(probe.nonce(), current.epoch(), standing.certified()));
  }

  void onReply(ReplicaId sender, RecoveryReply reply) {
    if (!learner
        || bound != Status.UNKNOWN_BOUND
        || reply.nonce() != nonce
        || sender.equals(current.self())
        || !current.membership().contains(sender)) {
      return;
    }
    replies.put(sender, reply);
    evaluate();
  }

  /** Called when the certified height or the epoch has moved. */
  void onCertified() {
    if (!learner) {
      return;
    }
    if (bound == Status.UNKNOWN_BOUND) {
      evaluate();
    } else if (standing.certifiedHeight() >= bound) {
      learner = false;
      step.persist(new LogRecord.VotingResumed());
      nextBeacon.atOnce();
    }
  }

  private void evaluate() {
    int answers = 0;
    long highest = standing.certifiedHeight();
    for (RecoveryReply reply : replies.values()) {
      Optional<Long> height = provenHeight(reply);
      if (height.isPresent()) {
        answers++;
        highest = Math.max(highest, height.get());
      }
    }
    Membership membership = current.membership();
    if (answers >= Math.min(membership.quorum(), membership.n() - 1)) {
      bound = highest + 2L * current.config().windowBlocks();
      probeDueMillis = Long.MAX_VALUE;
      replies.clear();
      step.persist(new LogRecord.LearnerBound(new SequenceNumber(bound)));
      nextBeacon.atOnce();
    }
  }

  /** Empty while this replica can't check what the reply claims. */
  private Optional<Long> provenHeight(RecoveryReply reply) {
    if (reply.certified().isEmpty()) {
      return Optional.of(0L);
    }
    CheckpointCertificate certificate = reply.certified().get();
    if (certificate.height().value() <= standing.certifiedHeight()) {
      return Optional.of(certificate.height().value()); // needs no proof: it raises nothing
    }
    return epochs
        .of(certificate.height(), certificate.epoch())
        .filter(m -> certificates.verify(certificate, m))
        .map(m -> certificate.height().value());
  }

  /** The first records of a log. */
  void snapshot(Digest chainId, List<LogRecord> log) {
    log.add(new LogRecord.Started(chainId, current.self(), everLearner));
    if (everLearner && bound != Status.UNKNOWN_BOUND) {
      log.add(new LogRecord.LearnerBound(new SequenceNumber(bound)));
    }
    if (everLearner && !learner) {
      log.add(new LogRecord.VotingResumed());
    }
  }
}
