package org.healthchain.consensus.message;

import java.util.List;

/**
 * Transactions on their way through the mix, from one institution to one other. Source and relay
 * send this same message; nothing in it tells how far a transaction has come.
 *
 * @param nonce random per message; lets the receiver drop a redelivery
 */
public record MixHop(long nonce, List<TransactionBytes> transactions)
    implements DisseminationMessage {
  public MixHop {
    transactions = List.copyOf(transactions);
  }

  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
