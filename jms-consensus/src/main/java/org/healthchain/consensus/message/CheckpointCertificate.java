package org.healthchain.consensus.message;

/**
 * The proof that a quorum executed this block: a block's commit certificate and what it is about.
 */
public record CheckpointCertificate(
    SequenceNumber height, Digest headerHash, QuorumCertificate certificate) {
  public int epoch() {
    return certificate.membershipEpoch();
  }
}
