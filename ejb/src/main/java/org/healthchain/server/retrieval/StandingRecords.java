package org.healthchain.server.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.retrieval.RecordProblem.Kind;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.MerkleTree;
import org.healthchain.server.transaction.Transaction;

/**
 * Checks that records stand in their blocks as the blocks' headers say. Keeps the block read last:
 * a list holds the records of one block beside each other.
 */
final class StandingRecords {
  private final LedgerReader ledger;
  private long height = -1;
  private List<byte[]> leaves = List.of();
  private boolean whole;

  StandingRecords(LedgerReader ledger) {
    this.ledger = ledger;
  }

  /** What is wrong with the record's body or place; empty if nothing. */
  Optional<RecordProblem> problem(StoredTransaction stored) {
    if (!stored.transaction().bodyFits()) {
      return Optional.of(RecordProblem.of(Kind.BODY_MISMATCH));
    }
    return standsInItsBlock(stored)
        ? Optional.empty()
        : Optional.of(RecordProblem.of(Kind.NOT_IN_BLOCK));
  }

  private boolean standsInItsBlock(StoredTransaction stored) {
    BlockHeader block = stored.block();
    if (block.height() != height) {
      height = block.height();
      leaves = ledger.transactions(height).stream().map(Transaction::leaf).toList();
      whole = MerkleTree.root(leaves).equals(block.merkleRoot());
    }
    return whole
        && stored.index() < leaves.size()
        && Arrays.equals(leaves.get(stored.index()), stored.transaction().leaf());
  }
}
