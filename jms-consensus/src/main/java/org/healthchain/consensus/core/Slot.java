package org.healthchain.consensus.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;
import org.jspecify.annotations.Nullable;

/** What a replica knows about one sequence number of its epoch. */
final class Slot {
  private final SequenceNumber sequenceNumber;

  // Of the present view; forgotten when the view changes.
  private @Nullable PrePrepare prePrepare;
  private long acceptedMillis;
  private @Nullable Digest digest;
  private final Set<Digest> missing = new LinkedHashSet<>();
  private VoteBox prepares;
  private VoteBox commits;
  private boolean prepareVoted;
  private boolean commitVoted;
  private final Set<VotePhase> collected = EnumSet.noneOf(VotePhase.class);
  private long sentMillis;
  private int repeats;

  // Of all views of the epoch.
  private @Nullable PreparedProof prepared;
  private @Nullable Proposal preparedProposal;
  private @Nullable CommittedProof decided;

  Slot(SequenceNumber sequenceNumber, VoteBox prepares, VoteBox commits) {
    this.sequenceNumber = sequenceNumber;
    this.prepares = prepares;
    this.commits = commits;
  }

  SequenceNumber sequenceNumber() {
    return sequenceNumber;
  }

  // ---- the proposal

  void enterView(VoteBox newPrepares, VoteBox newCommits) {
    prePrepare = null;
    digest = null;
    missing.clear();
    prepares = newPrepares;
    commits = newCommits;
    prepareVoted = false;
    commitVoted = false;
    collected.clear();
    repeats = 0;
  }

  void accept(
      PrePrepare message, Digest proposalDigest, Set<Digest> missingBatches, long nowMillis) {
    prePrepare = message;
    acceptedMillis = nowMillis;
    digest = proposalDigest;
    missing.clear();
    missing.addAll(missingBatches);
  }

  /** Whether the proposal of the present view is there. */
  boolean hasPrePrepare() {
    return prePrepare != null;
  }

  /** The proposal of the present view, which must be there. */
  PrePrepare prePrepare() {
    return Objects.requireNonNull(prePrepare, "no proposal yet");
  }

  /** When that proposal was made or accepted here. */
  long acceptedMillis() {
    return acceptedMillis;
  }

  /** Of that proposal, which must be there. */
  Digest digest() {
    return Objects.requireNonNull(digest, "no proposal yet");
  }

  /** Whether a proposal or a decision is there. */
  boolean inUse() {
    return hasPrePrepare() || decided != null;
  }

  /** Batches of the proposal that are not held here. */
  Set<Digest> missing() {
    return Collections.unmodifiableSet(missing);
  }

  /** A batch is held now; says whether it was the last one that had been missing. */
  boolean held(Digest batch) {
    return missing.remove(batch) && missing.isEmpty();
  }

  // ---- votes

  VoteBox votes(VotePhase phase) {
    return phase == VotePhase.PREPARE ? prepares : commits;
  }

  boolean voted(VotePhase phase) {
    return phase == VotePhase.PREPARE ? prepareVoted : commitVoted;
  }

  /** The record of the prepare vote is on its way to the disk. */
  void votePrepare() {
    if (!hasPrePrepare() || !missing.isEmpty()) {
      throw new IllegalStateException("prepares " + sequenceNumber + " without its batches");
    }
    prepareVoted = true;
  }

  /** The record of the commit vote is on its way to the disk. */
  void voteCommit(PreparedProof proof) {
    if (!prepareVoted || !proof.digest().equals(digest)) {
      throw new IllegalStateException("commits " + sequenceNumber + " without a prepare vote");
    }
    prepared(proof, prePrepare().proposal());
    commitVoted = true;
  }

  /** The log says that this prepare vote may be out: the batches were here then. */
  void recoverPrepareVote() {
    missing.clear();
    prepareVoted = true;
  }

  /** The log says that this commit vote may be out. */
  void recoverCommitVote(PreparedProof proof) {
    prepares.accept(proof.digest(), proof.prepares());
    commitVoted = true;
  }

  /** Whether this replica, as a collector, sent the certificate of this phase. */
  boolean collected(VotePhase phase) {
    return collected.contains(phase);
  }

  void markCollected(VotePhase phase) {
    collected.add(phase);
  }

  /** An own message about this slot leaves for the first time. */
  void sent(long nowMillis) {
    sentMillis = nowMillis;
    repeats = 0;
  }

  /** Missing batches were asked for. */
  void asked(long nowMillis) {
    sentMillis = nowMillis;
  }

  void repeated(long nowMillis) {
    sentMillis = nowMillis;
    repeats++;
  }

  /** After a restart: what may never have left is repeated at once. */
  void repeatAtOnce() {
    sentMillis = 0;
  }

  /** When an own message about this slot last left. */
  long sentMillis() {
    return sentMillis;
  }

  int repeats() {
    return repeats;
  }

  // ---- what outlives the view

  /** The certificate of the latest view in which this slot prepared. */
  Optional<PreparedProof> prepared() {
    return Optional.ofNullable(prepared);
  }

  /** What that certificate is on; there must be one. */
  Proposal preparedProposal() {
    return Objects.requireNonNull(preparedProposal, "nothing prepared");
  }

  void prepared(PreparedProof proof, Proposal proposal) {
    if (prepared == null || prepared.view().compareTo(proof.view()) < 0) {
      prepared = proof;
      preparedProposal = proposal;
    }
  }

  /** The decision, once committed-local holds. It never changes. */
  Optional<CommittedProof> decided() {
    return Optional.ofNullable(decided);
  }

  void decided(CommittedProof proof) {
    if (decided != null && !decided.proposal().digest().equals(proof.proposal().digest())) {
      throw new IllegalStateException("two decisions at " + sequenceNumber);
    }
    decided = proof;
  }

  /** Whether the present view's proposal is not the one that was decided here. */
  boolean contradictsDecision() {
    return decided != null && digest != null && !decided.proposal().digest().equals(digest);
  }
}
