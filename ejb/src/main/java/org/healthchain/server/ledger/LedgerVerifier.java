package org.healthchain.server.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.healthchain.server.ledger.LedgerProblem.Kind;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.Erasure;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionKind;

/**
 * Verifies one server's ledger offline (NFR-3), over plain JDBC and from nothing but the genesis:
 * every header, link, root, certificate, signature and body, and every column that repeats them.
 * Where the members change, those before must have certified the block: else the manager, who signs
 * the change, could go on alone with members of its own making. Stops at the first wrong block.
 * Memory grows with the number of erased bodies only.
 */
public final class LedgerVerifier {
  private final BlockHeader genesis;
  private final ConsortiumState genesisState;
  private final CertificateVerifier certificates;
  private final AuthorisationVerifier authorisations;

  public LedgerVerifier(
      BlockHeader genesis,
      ConsortiumState genesisState,
      CertificateVerifier certificates,
      AuthorisationVerifier authorisations) {
    this.genesis = genesis;
    this.genesisState = genesisState;
    this.certificates = certificates;
    this.authorisations = authorisations;
  }

  /**
   * @param progress is told each height that was found right
   */
  public LedgerVerification verify(Connection connection, LongConsumer progress)
      throws SQLException {
    StoredRows rows = new StoredRows(connection);
    Walk walk = new Walk(rows);
    List<LedgerProblem> problems = walk.genesis();
    long top = rows.number("SELECT MAX(height) FROM hc_block");
    while (problems.isEmpty() && walk.parent.height() < top) {
      progress.accept(walk.parent.height());
      problems = walk.next();
    }
    if (!problems.isEmpty()) {
      return walk.report(walk.height, problems);
    }
    walk.findWhatWasNotVisited(top);
    return walk.report(walk.wrongHeight, walk.leftOver);
  }

  /**
   * Verifies one block upon its stored parent; what lies before the parent is taken as it is.
   *
   * @return the problems, empty if there is none
   */
  public List<LedgerProblem> verifyOne(Connection connection, long height) throws SQLException {
    StoredRows rows = new StoredRows(connection);
    if (height == 0) {
      return new Walk(rows).genesis();
    }
    try {
      var parent = rows.block(height - 1);
      var state = rows.stateAfter(height - 1);
      if (parent.isEmpty() || state.isEmpty()) {
        return List.of(LedgerProblem.of(Kind.PARENT_MISSING));
      }
      return check(rows)
          .check(BlockHeader.decode(parent.get().header()), ConsortiumState.decode(state.get()))
          .problems();
    } catch (MalformedEncodingException e) {
      return List.of(LedgerProblem.of(Kind.PARENT_MALFORMED));
    }
  }

  /**
   * Verifies one block, and of those before it that they lead back to the genesis: their headers
   * are linked by hashes, and each change of members is certified by the members before. Their
   * transactions are not looked at. Reads every header below.
   *
   * @param height above 0
   */
  BlockCheck.Result verifyDescended(Connection connection, long height) throws SQLException {
    StoredRows rows = new StoredRows(connection);
    Descent descent = new Descent(rows, certificates, genesis, genesisState);
    List<LedgerProblem> problems = new Walk(rows).genesis();
    while (problems.isEmpty() && descent.height() < height - 1) {
      problems = descent.next();
    }
    return problems.isEmpty()
        ? check(rows).check(descent.header(), descent.state())
        : new BlockCheck.Result(problems, false, List.of(), null);
  }

  private BlockCheck check(StoredRows rows) {
    return new BlockCheck(rows, new BlockExecutor(genesis.chainId()), certificates, authorisations);
  }

  /** The way from the genesis upwards. */
  private final class Walk {
    private final StoredRows rows;
    private final BlockCheck check;
    private final Map<Hash, Long> missingBodies = new HashMap<>();
    private final List<LedgerProblem> leftOver = new ArrayList<>();
    private final List<Long> recoveries = new ArrayList<>();
    private BlockHeader parent = genesis;
    private ConsortiumState state = genesisState;
    private long height;
    private long wrongHeight = -1;
    private long transactions;
    private long erased;
    private long bodies;
    private long states = 1;
    private long certified;
    private long lastCertified;

    Walk(StoredRows rows) {
      this.rows = rows;
      this.check = check(rows);
    }

    List<LedgerProblem> genesis() throws SQLException {
      var row = rows.block(0);
      var stored = rows.state(0);
      boolean right =
          row.isPresent()
              && Arrays.equals(row.get().header(), genesis.encode())
              && row.get().headerHash().equals(genesis.hash().hex())
              && row.get().sizeBytes() == BlockHeader.BYTES
              && stored.isPresent()
              && Arrays.equals(stored.get(), genesisState.encode());
      return right ? List.of() : List.of(LedgerProblem.of(Kind.GENESIS));
    }

    List<LedgerProblem> next() throws SQLException {
      height = parent.height() + 1;
      BlockCheck.Result result = check.check(parent, state);
      if (!result.problems().isEmpty()) {
        return result.problems();
      }
      for (Transaction transaction : result.transactions()) {
        List<LedgerProblem> problems = visit(transaction);
        if (!problems.isEmpty()) {
          return problems;
        }
      }
      if (result.certified()) {
        certified++;
        lastCertified = height;
      }
      BlockOutcome executed = Objects.requireNonNull(result.executed(), "no problem, no block");
      if (!executed.state().equals(state)) {
        states++;
      }
      if (executed.state().recoveredAtHeight() == height) {
        recoveries.add(height);
      }
      parent = executed.header();
      state = executed.state();
      return List.of();
    }

    private List<LedgerProblem> visit(Transaction transaction) {
      transactions++;
      if (transaction.erased()) {
        erased++;
        missingBodies.put(transaction.id(), height);
      } else {
        bodies++;
      }
      if (transaction.header().kind() != TransactionKind.ERASE) {
        return List.of();
      }
      try {
        ControlPayload order =
            ControlPayload.decode(TransactionKind.ERASE, transaction.presentBody().bytes());
        ((Erasure) order).transactionIds().forEach(missingBodies::remove);
        return List.of();
      } catch (MalformedEncodingException e) {
        return List.of(LedgerProblem.of(Kind.ERASURE_MALFORMED));
      }
    }

    /** What the way upwards cannot see: rows beside it, and bodies gone without an order. */
    void findWhatWasNotVisited(long top) throws SQLException {
      wrongHeight = top;
      missingBodies.values().stream()
          .min(Long::compare)
          .ifPresent(
              first -> {
                wrongHeight = first;
                leftOver.add(LedgerProblem.of(Kind.BODY_MISSING));
              });
      expect("hc_block", top + 1);
      expect("hc_transaction", transactions);
      expect("hc_body", bodies);
      expect("hc_state", states);
      expect("hc_certificate", certified);
      if (leftOver.isEmpty()) {
        wrongHeight = -1;
      }
    }

    private void expect(String table, long expected) throws SQLException {
      if (rows.number("SELECT COUNT(*) FROM " + table) != expected) {
        leftOver.add(LedgerProblem.of(Kind.STRAY_ROWS, table));
      }
    }

    LedgerVerification report(long firstWrong, List<LedgerProblem> problems) {
      boolean whole = problems.isEmpty();
      return new LedgerVerification(
          whole ? parent.height() + 1 : firstWrong,
          transactions,
          erased,
          parent.height() - lastCertified,
          recoveries,
          whole ? -1 : firstWrong,
          problems,
          whole ? parent.hash().hex() : null);
    }
  }
}
