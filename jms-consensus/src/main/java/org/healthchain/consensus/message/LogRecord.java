package org.healthchain.consensus.message;

import java.util.Optional;

/**
 * What a replica writes into its vote log before anything that follows from it leaves. Encoded by
 * {@link LogRecordCodec}; the storage adds framing and checksums of its own.
 */
public sealed interface LogRecord {
  /**
   * The first record of every log.
   *
   * @param learner whether this replica may have voted before and no longer knows: it must not vote
   *     until {@link VotingResumed}
   */
  record Started(Digest chainId, ReplicaId self, boolean learner) implements LogRecord {}

  /** A pre-prepare was accepted (or made): the own prepare vote for it may be out. */
  record PrePrepared(PrePrepare prePrepare) implements LogRecord {}

  /** A prepared certificate exists: the own commit vote may be out. */
  record Prepared(int epoch, PreparedProof proof, Proposal proposal) implements LogRecord {}

  /**
   * A proposal committed: its execution may have begun. Kept so that the replica can still hand the
   * decision to a laggard when it has moved on to another view or epoch.
   */
  record Committed(CommittedProof proof) implements LogRecord {}

  /** The replica left every lower view of this epoch: its view-change may be out. */
  record ViewChangeStarted(int epoch, View view) implements LogRecord {}

  /** The replica entered a view by this new-view. */
  record NewViewEntered(NewView newView) implements LogRecord {}

  /**
   * Below this height the replica never votes again.
   *
   * @param certificate of the block at the low watermark; empty at the genesis
   */
  record LowWatermark(SequenceNumber height, Optional<CheckpointCertificate> certificate)
      implements LogRecord {}

  /** What a learner found out: no vote of its lost past was for a greater sequence number. */
  record LearnerBound(SequenceNumber height) implements LogRecord {}

  /** The learner's bound is passed: the replica votes again. */
  record VotingResumed() implements LogRecord {}
}
