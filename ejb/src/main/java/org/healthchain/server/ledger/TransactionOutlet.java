package org.healthchain.server.ledger;

import org.healthchain.server.transaction.Transaction;

/** The way of a signed transaction into the consortium. */
public interface TransactionOutlet {
  /**
   * Hands the transaction to the mix, which sends it again until it stands on the chain. Giving the
   * same transaction twice does no harm. Returns at once; nothing is promised across a restart of
   * this server, so the caller keeps the transaction until it sees it in {@link BlockAppended}.
   */
  void submit(Transaction transaction);

  /**
   * As {@link #submit}, for a transaction whose authorisation this server made and checked just
   * now: it is not verified here once more. Not for one that was read from a disk.
   */
  void submitSigned(Transaction transaction);
}
