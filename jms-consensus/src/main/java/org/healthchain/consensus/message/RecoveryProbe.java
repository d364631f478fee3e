package org.healthchain.consensus.message;

/**
 * From a replica that lost its vote log: how far have you come?
 *
 * @param nonce never used before by this replica, so that no old answer passes for a new one
 */
public record RecoveryProbe(long nonce) implements ConsensusMessage {
  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
