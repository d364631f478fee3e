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
import org.healthchain.consensus.message.View;

/**
 * A replica that lost its vote log neither repeats a vote of its past nor breaks a promise of it
 * (PROTOCOL.md §5). It asks how far the others have come, with a fresh nonce, and takes the highest
 * certified height C among enough answers. It never voted above C + 2L, and no view-change of its
 * past can stand in a new-view beside one of a replica that voted at C + 3L, its bound. So it votes
 * again once it has decided a block at or above the bound, from the view of that decision on.
 */
final class Learning {
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final Epochs epochs;
  private final Certificates certificates;
  private final NextBeacon nextBeacon;
  private final Rules rules;
  private boolean learner;
  private boolean everLearner;
  private long bound = Status.UNKNOWN_BOUND;

  /** The lowest view that decided a block at or above the bound; empty before that. */
  private Optional<View> returnView = Optional.empty();

  /** The last epoch that the operator ended here. */
  private Optional<LogRecord.EpochEnded> ended = Optional.empty();

  private long nonce;
  private long probeDueMillis = Long.MAX_VALUE;
  private final TreeMap<ReplicaId, RecoveryReply> replies = new TreeMap<>();

  Learning(
      Owners owners,
      Step step,
      Epochs epochs,
      Certificates certificates,
      NextBeacon nextBeacon,
      Rules rules) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.epochs = epochs;
    this.certificates = certificates;
    this.nextBeacon = nextBeacon;
    this.rules = rules;
  }

  void recover(boolean startedAsLearner) {
    learner = startedAsLearner;
    everLearner |= startedAsLearner;
  }

  /** What was found out in another epoch says nothing in this one. */
  void recoverBound(int epoch, long height) {
    if (epoch == current.epoch()) {
      bound = height;
    }
  }

  void recoverEnd(LogRecord.EpochEnded entry) {
    ended = Optional.of(entry);
  }

  /** Whether the operator ended that epoch here: this replica has no part in it any more. */
  boolean hasEnded(int epoch) {
    return ended.filter(entry -> entry.epoch() >= epoch).isPresent();
  }

  /**
   * The operators began the present epoch, and this replica's report is among theirs: the log goes
   * back to before the epoch, so nothing that the replica may have forgotten was said in it.
   *
   * @param ownReport as in {@link ChainState#ownReport()}
   * @return whether a learner votes for this reason
   */
  boolean begin(Optional<Digest> ownReport) {
    boolean known =
        learner
            && ended.isPresent()
            && ended.get().epoch() + 1 == current.epoch()
            && ownReport.equals(Optional.of(ended.get().report()));
    learner &= !known;
    return known;
  }

  /** Begins to ask, if this replica does not know its bound. */
  void start() {
    if (learner && bound == Status.UNKNOWN_BOUND) {
      nonce = Math.max(nonce + 1, step.nowMillis());
      probeDueMillis = step.nowMillis();
    }
  }

  /** Former members' answers are no answers here, nor is what followed from them. */
  void enterEpoch() {
    bound = Status.UNKNOWN_BOUND;
    returnView = Optional.empty();
    replies.clear();
    start();
  }

  /** Whether this replica knows what it said, so that it may vote, if it is a member. */
  boolean knowsItself() {
    return !learner
        && !hasEnded(current.epoch())
        && !epochs.behindOwnLog()
        && !slots.reachBeyondWindow();
  }

  /** What a beacon says: see {@link Status#votesAbove()}. */
  long votesAbove() {
    if (hasEnded(current.epoch())) {
      return Status.UNKNOWN_BOUND;
    }
    if (!learner) {
      return 0;
    }
    boolean missedIt = bound != Status.UNKNOWN_BOUND && bound <= standing.certifiedHeight();
    return missedIt ? standing.certifiedHeight() + 1 : bound;
  }

  long probeDueMillis() {
    return probeDueMillis;
  }

  void probe() {
    probeDueMillis = step.nowMillis() + current.config().statusIntervalMillis();
    step.broadcast(new RecoveryProbe(nonce));
  }

  /** Only who knows how far it has been can answer for the past. */
  void onProbe(ReplicaId sender, RecoveryProbe probe) {
    if (!knowsItself()) {
      return;
    }
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

  /** Called when the certified height has moved: more answers can be checked. */
  void onCertified() {
    if (learner && bound == Status.UNKNOWN_BOUND) {
      evaluate();
    }
  }

  /** A block was decided here, in this view. */
  void onDecided(SequenceNumber sequenceNumber, View view) {
    if (learner && sequenceNumber.value() >= bound) {
      returnView = Optional.of(returnView.filter(known -> known.compareTo(view) < 0).orElse(view));
    }
  }

  /** After every step: whether this replica may vote again. */
  void update() {
    boolean may =
        rules.returnsByDecision()
            ? returnView.filter(decided -> decided.compareTo(current.view()) <= 0).isPresent()
            : standing.certifiedHeight() >= bound;
    if (learner && may) {
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
      bound = highest + (long) rules.learnerWindows() * current.config().windowBlocks();
      probeDueMillis = Long.MAX_VALUE;
      replies.clear();
      step.persist(boundRecord());
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
    ended.ifPresent(log::add);
    if (learner && bound != Status.UNKNOWN_BOUND) {
      log.add(boundRecord());
    }
    if (everLearner && !learner) {
      log.add(new LogRecord.VotingResumed());
    }
  }

  private LogRecord boundRecord() {
    return new LogRecord.LearnerBound(current.epoch(), new SequenceNumber(bound));
  }
}
