package org.healthchain.consensus.message;

import java.util.Optional;

/** The answer to a {@link RecoveryProbe}. */
public record RecoveryReply(long nonce, int epoch, Optional<CheckpointCertificate> certified)
    implements ConsensusMessage {
  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
