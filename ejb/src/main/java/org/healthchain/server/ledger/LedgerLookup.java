package org.healthchain.server.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.jspecify.annotations.Nullable;

/**
 * Finds one transaction in a server's database over plain JDBC, and verifies its block and that the
 * block leads back to the genesis. The transactions before are taken as they are: {@link
 * LedgerVerifier#verify} is for that.
 */
public final class LedgerLookup {
  private final LedgerVerifier verifier;
  private final Connection connection;
  private final StoredRows rows;

  public LedgerLookup(LedgerVerifier verifier, Connection connection) {
    this.verifier = verifier;
    this.connection = connection;
    this.rows = new StoredRows(connection);
  }

  /**
   * Where a transaction stands.
   *
   * @param problems of its block; if there are any, the rest is not to be believed
   * @param authorisation the signature that stands there; null if there are problems
   * @param certified whether the block's commit certificate is there, and verifies; the newest
   *     block of a ledger may have none yet
   * @param block null if there are problems
   * @param state after the block, null if there are problems
   */
  public record FoundTransaction(
      long height,
      List<LedgerProblem> problems,
      @Nullable Opaque authorisation,
      boolean certified,
      @Nullable BlockHeader block,
      @Nullable ConsortiumState state) {}

  /** Height of the newest block, whatever it is worth. */
  public long top() throws SQLException {
    return rows.number("SELECT MAX(height) FROM hc_block");
  }

  public Optional<FoundTransaction> find(Hash transactionId) throws SQLException {
    Optional<TransactionNumber> found = rows.place(transactionId);
    return found.isPresent() ? Optional.of(at(found.get())) : Optional.empty();
  }

  private FoundTransaction at(TransactionNumber number) throws SQLException {
    long height = number.height();
    if (height == 0) { // the genesis holds no transaction
      return wrong(
          height, List.of(LedgerProblem.of(LedgerProblem.Kind.STRAY_ROWS, "hc_transaction")));
    }
    BlockCheck.Result found = verifier.verifyDescended(connection, height);
    if (!found.problems().isEmpty()) {
      return wrong(height, found.problems());
    }
    BlockOutcome block = Objects.requireNonNull(found.executed(), "no problem, no block");
    return new FoundTransaction(
        height,
        List.of(),
        block.transactions().get(number.index()).authorisation(),
        found.certified(),
        block.header(),
        block.state());
  }

  private static FoundTransaction wrong(long height, List<LedgerProblem> problems) {
    return new FoundTransaction(height, problems, null, false, null, null);
  }
}
