package org.healthchain.server.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of verifying a whole ledger.
 *
 * @param blocks how many blocks were found right, the genesis included
 * @param recoveries heights of the blocks by which the members' operators ended an epoch in which
 *     too many replicas had lost their votes
 * @param firstWrongHeight −1 if the ledger is whole
 * @param uncertified blocks at the top that no commit certificate covers yet, neither their own nor
 *     that of a later block
 * @param tipHash header hash of the newest block, 64 hex digits; null if the ledger is wrong
 */
public record LedgerVerification(
    long blocks,
    long transactions,
    long erasedBodies,
    long uncertified,
    List<Long> recoveries,
    long firstWrongHeight,
    List<LedgerProblem> problems,
    @Nullable String tipHash) {
  public LedgerVerification {
    recoveries = List.copyOf(recoveries);
    problems = List.copyOf(problems);
  }

  public boolean valid() {
    return problems.isEmpty();
  }

  /** The last block that a commit certificate covers; 0 is the genesis, which needs none. */
  public long certifiedHeight() {
    return blocks - 1 - uncertified;
  }
}
