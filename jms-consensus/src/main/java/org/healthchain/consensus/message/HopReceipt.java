package org.healthchain.consensus.message;

/**
 * The receiver of a {@link MixHop} has taken it over; until this comes the sender answers for it.
 */
public record HopReceipt(long nonce) implements DisseminationMessage {
  /**
   * The nonce is drawn afresh and only the hop's receiver was told it: to know it is proof enough,
   * and saves a signature and its check for every hop.
   */
  @Override
  public boolean selfSigned() {
    return true;
  }
}
