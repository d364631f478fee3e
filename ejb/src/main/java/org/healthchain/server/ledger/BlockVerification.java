package org.healthchain.server.ledger;

import java.util.List;

/** Outcome of verifying one block; {@code problems} is empty if all is well. */
public record BlockVerification(long height, List<LedgerProblem> problems) {
  public BlockVerification {
    problems = List.copyOf(problems);
  }

  public boolean valid() {
    return problems.isEmpty();
  }
}
