package org.healthchain.server.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.healthchain.server.ledger.LedgerProblem.Kind;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/** Checks one stored block by decoding all of it and executing it again upon its parent. */
final class BlockCheck {
  private final StoredRows rows;
  private final BlockExecutor executor;
  private final CertificateVerifier certificates;
  private final AuthorisationVerifier authorisations;

  BlockCheck(
      StoredRows rows,
      BlockExecutor executor,
      CertificateVerifier certificates,
      AuthorisationVerifier authorisations) {
    this.rows = rows;
    this.executor = executor;
    this.certificates = certificates;
    this.authorisations = authorisations;
  }

  /**
   * What was found.
   *
   * @param executed the block executed again, or null if it could not be
   */
  record Result(
      List<LedgerProblem> problems,
      boolean certified,
      List<Transaction> transactions,
      @Nullable BlockOutcome executed) {}

  Result check(BlockHeader parent, ConsortiumState before) throws SQLException {
    long height = parent.height() + 1;
    List<LedgerProblem> problems = new ArrayList<>();
    Optional<StoredRows.BlockRow> block = rows.block(height);
    if (block.isEmpty()) {
      return new Result(List.of(LedgerProblem.of(Kind.BLOCK_MISSING)), false, List.of(), null);
    }
    List<Transaction> transactions = transactions(height, problems);
    BlockHeader header = header(block.get(), problems);
    if (header == null || !problems.isEmpty()) {
      return new Result(problems, false, transactions, null);
    }
    BlockOutcome executed = execute(parent, before, header, transactions, problems);
    checkSize(block.get(), transactions, problems);
    for (int wrong : authorisations.wrong(transactions)) {
      problems.add(LedgerProblem.of(Kind.TRANSACTION_SIGNATURE, wrong));
    }
    // Looked up before the certificate: a server that runs stores that first, then the next block.
    boolean followed = rows.block(height + 1).isPresent();
    Certified certified = checkCertificate(header, before, problems);
    if (executed != null) {
      checkState(height, before, executed.state(), problems);
      if (followed && handsOver(before, executed.state()) && certified != Certified.RIGHTLY) {
        problems.add(LedgerProblem.of(Kind.HANDOVER, height));
      }
    }
    return new Result(problems, certified != Certified.NOT, transactions, executed);
  }

  /**
   * Whether a block changes the members. Then it is certified by those before, or else nothing may
   * follow it: nobody but them can vouch for the new ones.
   */
  static boolean handsOver(ConsortiumState before, ConsortiumState after) {
    return after.membershipEpoch() != before.membershipEpoch();
  }

  private static @Nullable BlockHeader header(
      StoredRows.BlockRow row, List<LedgerProblem> problems) {
    try {
      BlockHeader header = BlockHeader.decode(row.header());
      if (!header.hash().hex().equals(row.headerHash())) {
        problems.add(LedgerProblem.of(Kind.HEADER_HASH));
      }
      return header;
    } catch (MalformedEncodingException e) {
      problems.add(LedgerProblem.of(Kind.HEADER_MALFORMED, e.malformation()));
      return null;
    }
  }

  private @Nullable BlockOutcome execute(
      BlockHeader parent,
      ConsortiumState before,
      BlockHeader header,
      List<Transaction> transactions,
      List<LedgerProblem> problems) {
    if (header.height() != parent.height() + 1
        || header.sequenceNumber() != header.height()
        || header.timeMillis() < parent.timeMillis()) {
      problems.add(LedgerProblem.of(Kind.ORDER));
      return null;
    }
    BlockOutcome executed =
        executor.execute(
            parent,
            before,
            new OrderedTransactions(
                header.originatingView(),
                header.sequenceNumber(),
                header.timeMillis(),
                transactions),
            id -> false);
    BlockHeader again = executed.header();
    executed
        .refused()
        .forEach(
            one ->
                problems.add(
                    LedgerProblem.of(Kind.NOT_ALLOWED, one.transactionId().hex(), one.reason())));
    compare(problems, Kind.PREVIOUS_HASH, header.previousHash(), again.previousHash());
    compare(problems, Kind.MERKLE_ROOT, header.merkleRoot(), again.merkleRoot());
    compare(problems, Kind.STATE_ROOT, header.stateRoot(), again.stateRoot());
    compare(problems, Kind.TRANSACTION_COUNT, header.transactionCount(), transactions.size());
    if (problems.isEmpty() && !again.equals(header)) {
      problems.add(LedgerProblem.of(Kind.HEADER_DIFFERS));
    }
    return executed;
  }

  private static void compare(
      List<LedgerProblem> problems, Kind kind, Object stored, Object expected) {
    if (!stored.equals(expected)) {
      problems.add(LedgerProblem.of(kind));
    }
  }

  private List<Transaction> transactions(long height, List<LedgerProblem> problems)
      throws SQLException {
    List<Transaction> transactions = new ArrayList<>();
    List<StoredRows.TransactionRow> found = rows.transactions(height);
    for (int index = 0; index < found.size(); index++) {
      StoredRows.TransactionRow row = found.get(index);
      if (row.number() != TransactionNumber.of(height, index).value()) {
        problems.add(LedgerProblem.of(Kind.TRANSACTION_MISSING, index));
      }
      try {
        TransactionHeader header = TransactionHeader.decode(row.header());
        Opaque body = row.body() == null ? null : Opaque.of(row.body());
        Transaction transaction = new Transaction(header, Opaque.of(row.authorisation()), body);
        checkColumns(row, transaction, index, problems);
        transactions.add(transaction);
      } catch (MalformedEncodingException e) {
        problems.add(LedgerProblem.of(Kind.TRANSACTION_MALFORMED, index, e.malformation()));
      } catch (IllegalArgumentException e) {
        Malformation range = Malformation.of(Malformation.Kind.FIELD_RANGE);
        problems.add(LedgerProblem.of(Kind.TRANSACTION_MALFORMED, index, range));
      }
    }
    return transactions;
  }

  private static void checkColumns(
      StoredRows.TransactionRow row,
      Transaction transaction,
      int index,
      List<LedgerProblem> problems) {
    TransactionHeader header = transaction.header();
    boolean repeated =
        transaction.id().hex().equals(row.transactionId())
            && header.kind().code() == row.kind()
            && header.groupEpoch() == row.groupEpoch()
            && Objects.equals(
                TransactionEntity.hexOrNull(header.serialNumber()), row.serialNumber())
            && Objects.equals(TransactionEntity.hexOrNull(header.keyId()), row.keyId())
            && Objects.equals(TransactionEntity.hexOrNull(header.supersedes()), row.supersedes());
    if (!repeated) {
      problems.add(LedgerProblem.of(Kind.TRANSACTION_COLUMN, index));
    }
    int bodyBytes = transaction.erased() ? 0 : transaction.presentBody().length();
    if (!transaction.bodyFits() || row.bodyBytes() != bodyBytes) {
      problems.add(LedgerProblem.of(Kind.TRANSACTION_BODY, index));
    }
    if (transaction.erased() && header.kind().isControl()) {
      problems.add(LedgerProblem.of(Kind.CONTROL_BODY_MISSING, index));
    }
  }

  private static void checkSize(
      StoredRows.BlockRow row, List<Transaction> transactions, List<LedgerProblem> problems) {
    int size = BlockHeader.BYTES;
    for (Transaction transaction : transactions) {
      size += transaction.leaf().length;
    }
    if (size != row.sizeBytes()) {
      problems.add(LedgerProblem.of(Kind.SIZE));
    }
  }

  private enum Certified {
    NOT,
    WRONGLY,
    RIGHTLY
  }

  private Certified checkCertificate(
      BlockHeader header, ConsortiumState before, List<LedgerProblem> problems)
      throws SQLException {
    Optional<StoredRows.CertificateRow> stored = rows.certificate(header.height());
    if (stored.isEmpty()) {
      return Certified.NOT;
    }
    StoredRows.CertificateRow row = stored.get();
    CertificateVerifier.Outcome outcome = certificates.verify(header, before, row.certificate());
    if (!outcome.valid()) {
      problems.add(LedgerProblem.of(Kind.CERTIFICATE));
      return Certified.WRONGLY;
    }
    if (outcome.signers() != row.signers() || outcome.quorum() != row.quorum()) {
      problems.add(LedgerProblem.of(Kind.CERTIFICATE_COLUMN));
    }
    return Certified.RIGHTLY;
  }

  private void checkState(
      long height, ConsortiumState before, ConsortiumState after, List<LedgerProblem> problems)
      throws SQLException {
    Optional<byte[]> snapshot = rows.state(height);
    boolean changed = !after.equals(before);
    if (changed != snapshot.isPresent()
        || (changed && !Arrays.equals(snapshot.get(), after.encode()))) {
      problems.add(LedgerProblem.of(Kind.STATE));
    }
  }
}
