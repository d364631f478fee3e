package org.healthchain.consensus.message;

/**
 * The receiver of a {@link MixHop} has taken it over; until this comes the sender answers for it.
 */
public record HopReceipt(long nonce) implements DisseminationMessage {
  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
