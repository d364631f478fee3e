package org.healthchain.server.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.jspecify.annotations.Nullable;

/**
 * Finds one transaction in a server's database over plain JDBC, and verifies its block upon the
 * stored parent. What lies before is taken as it is: {@link LedgerVerifier#verify} is for that.
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
  public record Standing(
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

  public Optional<Standing> find(Hash transactionId) throws SQLException {
    Optional<TransactionNumber> found = rows.place(transactionId);
    return found.isPresent() ? Optional.of(at(found.get())) : Optional.empty();
  }

  private Standing at(TransactionNumber number) throws SQLException {
    long height = number.height();
    List<LedgerProblem> problems =
        height == 0 // the genesis holds no transaction
            ? List.of(LedgerProblem.of(LedgerProblem.Kind.STRAY_ROWS, "hc_transaction"))
            : verifier.verifyOne(connection, height);
    if (!problems.isEmpty()) {
      return new Standing(height, problems, null, false, null, null);
    }
    try {
      return new Standing(
          height,
          problems,
          Opaque.of(rows.transactions(height).get(number.index()).authorisation()),
          rows.certificate(height).isPresent(),
          BlockHeader.decode(rows.block(height).orElseThrow().header()),
          ConsortiumState.decode(rows.stateAfter(height).orElseThrow()));
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("a block that verifies is malformed", e);
    }
  }
}
