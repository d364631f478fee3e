package org.healthchain.consensus.core;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.VotePhase;

/** What a replica knows about one sequence number of its epoch. */
final class Slot {
  final SequenceNumber sequenceNumber;

  // Of the present view; forgotten when the view changes.
  private PrePrepare prePrepare;
  private long acceptedMillis;
  private Digest digest;
  private final Set<Digest> missing = new LinkedHashSet<>();
  private VoteBox prepares;
  private VoteBox commits;
  boolean prepareVoted;
  boolean commitVoted;
  private final Set<VotePhase> collected = EnumSet.noneOf(VotePhase.class);

  /** When an own message about this slot last left, and how often. */
  long sentMillis;

  int repeats;

  // Of all views of the epoch.
  private PreparedProof prepared;
  private Proposal preparedProposal;
  private CommittedProof decided;

  Slot(SequenceNumber sequenceNumber, VoteBox prepares, VoteBox commits) {
    this.sequenceNumber = sequenceNumber;
    this.prepares = prepares;
    this.commits = commits;
  }

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

  PrePrepare prePrepare() {
    return prePrepare;
  }

  /** When that proposal was made or accepted here. */
  long acceptedMillis() {
    return acceptedMillis;
  }

  Digest digest() {
    return digest;
  }

  Set<Digest> missing() {
    return missing;
  }

  VoteBox votes(VotePhase phase) {
    return phase == VotePhase.PREPARE ? prepares : commits;
  }

  /** Whether this replica, as a collector, sent the certificate of this phase. */
  boolean collected(VotePhase phase) {
    return collected.contains(phase);
  }

  void markCollected(VotePhase phase) {
    collected.add(phase);
  }

  /** The certificate of the latest view in which this slot prepared. */
  Optional<PreparedProof> prepared() {
    return Optional.ofNullable(prepared);
  }

  Proposal preparedProposal() {
    return preparedProposal;
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
    decided = proof;
  }
}
