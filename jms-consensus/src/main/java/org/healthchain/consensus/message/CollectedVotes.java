package org.healthchain.consensus.message;

import java.util.List;

/**
 * Collector mode: a quorum of prepares or commits, combined into one certificate.
 *
 * @param checkpoints commit certificates of earlier blocks, riding along
 */
public record CollectedVotes(
    VotePhase phase,
    View view,
    SequenceNumber sequenceNumber,
    Digest digest,
    QuorumCertificate certificate,
    List<CheckpointCertificate> checkpoints)
    implements OfView {
  public CollectedVotes {
    checkpoints = List.copyOf(checkpoints);
    if (checkpoints.size() > CheckpointProofs.MAX_CERTIFICATES) {
      throw new IllegalArgumentException("too many certificates: " + checkpoints.size());
    }
  }

  /** The votes alone. */
  public CollectedVotes withoutCheckpoints() {
    return checkpoints.isEmpty()
        ? this
        : new CollectedVotes(phase, view, sequenceNumber, digest, certificate, List.of());
  }

  @Override
  public int epoch() {
    return certificate.membershipEpoch();
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
