package org.healthchain.consensus.message;

import java.util.List;

/** Commit certificates that a collector combined, or that a peer lacks. */
public record CheckpointProofs(List<CheckpointCertificate> certificates)
    implements ConsensusMessage {
  public static final int MAX_CERTIFICATES = 16;

  public CheckpointProofs {
    certificates = List.copyOf(certificates);
    if (certificates.size() > MAX_CERTIFICATES) {
      throw new IllegalArgumentException("too many certificates: " + certificates.size());
    }
  }

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
