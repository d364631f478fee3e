package org.healthchain.consensus.message;

/**
 * A replica's word that it executed the block of this height with this header hash. A quorum of
 * them is the block's commit certificate.
 *
 * @param epoch the membership epoch of the block, whose members' votes count
 */
public record CheckpointVote(
    int epoch, SequenceNumber height, Digest headerHash, Bytes signature) {}
