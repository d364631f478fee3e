package org.healthchain.consensus.message;

import java.util.Optional;

/** The answer to a {@link RecoveryProbe}. Signed by the frame. */
public record RecoveryReply(long nonce, int epoch, Optional<CheckpointCertificate> certified)
    implements ConsensusMessage {
  @Override
  public boolean selfSigned() {
    return false;
  }
}
