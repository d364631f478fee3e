package org.healthchain.server.transaction;

import java.util.List;

/**
 * What execution made of a proposal.
 *
 * @param transactions those of the block, in order
 * @param refused those left out, with the reason; every node leaves out the same
 * @param state after the block, in force from the next height on
 */
public record BlockOutcome(
    BlockHeader header,
    List<Transaction> transactions,
    List<Refused> refused,
    ConsortiumState state) {
  public BlockOutcome {
    transactions = List.copyOf(transactions);
    refused = List.copyOf(refused);
  }

  /** A transaction that execution left out. */
  public record Refused(Hash transactionId, RejectionReason reason) {}
}
