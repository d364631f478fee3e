package org.healthchain.consensus.message;

/**
 * A prepared certificate: a quorum (the primary among them) voted prepare for this digest.
 *
 * @param view the latest view in which the sender of a view-change prepared the sequence number
 */
public record PreparedProof(
    View view, SequenceNumber sequenceNumber, Digest digest, QuorumCertificate prepares) {}
