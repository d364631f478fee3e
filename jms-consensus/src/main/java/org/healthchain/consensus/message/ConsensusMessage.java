package org.healthchain.consensus.message;

/** The messages of PBFT proper. */
public sealed interface ConsensusMessage extends Message
    permits PrePrepare,
        Prepare,
        Commit,
        CheckpointVotes,
        CollectedVotes,
        CommittedProof,
        CheckpointProofs,
        ViewChange,
        NewView,
        Status,
        RecoveryProbe,
        RecoveryReply {}
