package org.healthchain.consensus.message;

import java.util.Optional;

/**
 * What a replica writes into its vote log before anything that follows from it leaves. Encoded by
 * {@link LogRecordCodec}; the storage adds framing and checksums of its own.
 */
public sealed interface LogRecord {
  /** Hands itself to the method of its type. */
  void accept(Handler handler);

  /**
   * The first record of every log.
   *
   * @param learner whether this replica may have voted before and no longer knows: it must not vote
   *     until {@link VotingResumed}
   */
  record Started(Digest chainId, ReplicaId self, boolean learner) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** A pre-prepare was accepted (or made): the own prepare vote for it may be out. */
  record PrePrepared(PrePrepare prePrepare) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** A prepared certificate exists: the own commit vote may be out. */
  record Prepared(int epoch, PreparedProof proof, Proposal proposal) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * A proposal committed: its execution may have begun. Kept so that the replica can still hand the
   * decision to a laggard when it has moved on to another view or epoch.
   */
  record Committed(CommittedProof proof) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** The replica left every lower view of this epoch: its view-change may be out. */
  record ViewChangeStarted(int epoch, View view) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** The replica entered a view by this new-view. */
  record NewViewEntered(NewView newView) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * Below this height the replica never votes again.
   *
   * @param certificate of the block at the low watermark; empty at the genesis
   */
  record LowWatermark(SequenceNumber height, Optional<CheckpointCertificate> certificate)
      implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * What a learner found out: once it decides this height it can no longer break what it promised
   * in its lost past. It holds within the epoch only.
   */
  record LearnerBound(int epoch, SequenceNumber height) implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * The operator ended the epoch at this replica: it never votes in it again, nor executes what is
   * decided in it. As long as the log goes back to here, it knows all of the replica's votes in
   * later epochs.
   *
   * @param attempt at a recovery, from 1; a later record takes the place of an earlier one
   * @param report digest of the operator's report
   * @param vote for the block that begins the next epoch, if the operator has given one
   */
  record EpochEnded(int epoch, int attempt, Digest report, Optional<RecoveryVote> vote)
      implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * A vote for a block that no replica ordered.
   *
   * @param base height of the block that it stands upon
   */
  record RecoveryVote(int attempt, SequenceNumber base, Digest baseHash, Digest headerHash) {}

  /** The learner's bound is passed: the replica votes again. */
  record VotingResumed() implements LogRecord {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** One method for each record: a new one does not compile until everybody handles it. */
  interface Handler {
    void on(Started entry);

    void on(PrePrepared entry);

    void on(Prepared entry);

    void on(Committed entry);

    void on(ViewChangeStarted entry);

    void on(NewViewEntered entry);

    void on(LowWatermark entry);

    void on(LearnerBound entry);

    void on(VotingResumed entry);

    void on(EpochEnded entry);
  }
}
