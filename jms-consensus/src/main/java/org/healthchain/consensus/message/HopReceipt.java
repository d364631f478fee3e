package org.healthchain.consensus.message;

/**
 * The receiver of a {@link MixHop} has taken it over; until this comes the sender answers for it.
 */
public record HopReceipt(long nonce) implements DisseminationMessage {
  /** The frame is signed. */
  @Override
  public boolean selfSigned() {
    return false;
  }
}
