package org.healthchain.server.ledger;

import java.util.List;
import java.util.Set;
import org.healthchain.server.transaction.Transaction;

/** Verifies group signatures and the manager's signatures, many at a time. */
@FunctionalInterface
public interface AuthorisationVerifier {
  /** Indexes of the transactions whose authorisation is wrong. */
  Set<Integer> wrong(List<Transaction> transactions);
}
