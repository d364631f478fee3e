package org.healthchain.server.transaction;

import java.util.List;

/**
 * What a proposal ordered, its batches spelled out.
 *
 * @param transactions in the order of the batches, duplicates included
 */
public record OrderedTransactions(
    long originatingView, long sequenceNumber, long timeMillis, List<Transaction> transactions) {
  public OrderedTransactions {
    transactions = List.copyOf(transactions);
  }
}
