package org.healthchain.consensus.message;

/** The messages of PBFT proper. */
public sealed interface ConsensusMessage extends Message
    permits OfView,
        CheckpointVotes,
        CommittedProof,
        CheckpointProofs,
        ViewChange,
        NewView,
        Status,
        RecoveryProbe,
        RecoveryReply {
  /** Hands itself to the method of its type. */
  void accept(Handler handler);

  @Override
  default void accept(Message.Handler handler) {
    handler.on(this);
  }

  /** One method for each message: a new one does not compile until everybody handles it. */
  interface Handler {
    void on(PrePrepare message);

    void on(Prepare message);

    void on(Commit message);

    void on(CheckpointVotes message);

    void on(CollectedVotes message);

    void on(CommittedProof message);

    void on(CheckpointProofs message);

    void on(ViewChange message);

    void on(NewView message);

    void on(Status message);

    void on(RecoveryProbe message);

    void on(RecoveryReply message);
  }
}
