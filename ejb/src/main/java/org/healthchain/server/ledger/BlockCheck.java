package org.healthchain.server.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ExecutedBlock;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.State;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

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
      List<String> problems,
      boolean certified,
      List<Transaction> transactions,
      ExecutedBlock executed) {}

  Result check(BlockHeader parent, State before) throws SQLException {
    long height = parent.height() + 1;
    List<String> problems = new ArrayList<>();
    Optional<StoredRows.BlockRow> block = rows.block(height);
    if (block.isEmpty()) {
      return new Result(List.of("the block is missing"), false, List.of(), null);
    }
    List<Transaction> transactions = transactions(height, problems);
    BlockHeader header = header(block.get(), problems);
    if (header == null || !problems.isEmpty()) {
      return new Result(problems, false, transactions, null);
    }
    ExecutedBlock executed = execute(parent, before, header, transactions, problems);
    checkSize(block.get(), transactions, problems);
    for (int wrong : authorisations.wrong(transactions)) {
      problems.add("transaction " + wrong + ": the signature does not verify");
    }
    boolean certified = checkCertificate(header, before, problems);
    if (executed != null) {
      checkState(height, before, executed.state(), problems);
    }
    return new Result(problems, certified, transactions, executed);
  }

  private static BlockHeader header(StoredRows.BlockRow row, List<String> problems) {
    try {
      BlockHeader header = BlockHeader.decode(row.header());
      if (!header.hash().hex().equals(row.headerHash())) {
        problems.add("the stored header hash is not the header's");
      }
      return header;
    } catch (MalformedEncodingException e) {
      problems.add("the header is malformed: " + e.getMessage());
      return null;
    }
  }

  private ExecutedBlock execute(
      BlockHeader parent,
      State before,
      BlockHeader header,
      List<Transaction> transactions,
      List<String> problems) {
    if (header.height() != parent.height() + 1
        || header.sequenceNumber() != header.height()
        || header.timeMillis() < parent.timeMillis()) {
      problems.add("height, sequence number or time do not follow the parent's");
      return null;
    }
    ExecutedBlock executed =
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
    executed.refused().forEach(one -> problems.add("not allowed to stand there: " + one));
    compare(problems, "previous hash", header.previousHash(), again.previousHash());
    compare(problems, "Merkle root", header.merkleRoot(), again.merkleRoot());
    compare(problems, "state root", header.stateRoot(), again.stateRoot());
    compare(problems, "number of transactions", header.transactionCount(), transactions.size());
    if (problems.isEmpty() && !again.equals(header)) {
      problems.add("the header is not what execution makes");
    }
    return executed;
  }

  private static void compare(List<String> problems, String what, Object stored, Object expected) {
    if (!stored.equals(expected)) {
      problems.add(what + " is wrong");
    }
  }

  private List<Transaction> transactions(long height, List<String> problems) throws SQLException {
    List<Transaction> transactions = new ArrayList<>();
    List<StoredRows.TransactionRow> found = rows.transactions(height);
    for (int index = 0; index < found.size(); index++) {
      StoredRows.TransactionRow row = found.get(index);
      String place = "transaction " + index + ": ";
      if (row.number() != TransactionNumber.of(height, index).value()) {
        problems.add(place + "the one before it is missing");
      }
      try {
        TransactionHeader header = TransactionHeader.decode(row.header());
        Opaque body = row.body() == null ? null : Opaque.of(row.body());
        Transaction transaction = new Transaction(header, Opaque.of(row.authorisation()), body);
        checkColumns(row, transaction, place, problems);
        transactions.add(transaction);
      } catch (MalformedEncodingException | IllegalArgumentException e) {
        problems.add(place + "malformed: " + e.getMessage());
      }
    }
    return transactions;
  }

  private static void checkColumns(
      StoredRows.TransactionRow row, Transaction transaction, String place, List<String> problems) {
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
      problems.add(place + "a column does not repeat the header");
    }
    int bodyBytes = transaction.erased() ? 0 : transaction.body().length();
    if (!transaction.bodyFits() || row.bodyBytes() != bodyBytes) {
      problems.add(place + "the body is not the one committed to");
    }
    if (transaction.erased() && header.kind().isControl()) {
      problems.add(place + "the body of a control transaction is missing");
    }
  }

  private static void checkSize(
      StoredRows.BlockRow row, List<Transaction> transactions, List<String> problems) {
    int size = BlockHeader.BYTES;
    for (Transaction transaction : transactions) {
      size += transaction.leaf().length;
    }
    if (size != row.sizeBytes()) {
      problems.add("the stored size is wrong");
    }
  }

  private boolean checkCertificate(BlockHeader header, State before, List<String> problems)
      throws SQLException {
    Optional<StoredRows.CertificateRow> stored = rows.certificate(header.height());
    if (stored.isEmpty()) {
      return false;
    }
    StoredRows.CertificateRow row = stored.get();
    CertificateVerifier.Outcome outcome = certificates.verify(header, before, row.certificate());
    if (!outcome.valid()) {
      problems.add("the commit certificate does not verify");
    } else if (outcome.signers() != row.signers() || outcome.quorum() != row.quorum()) {
      problems.add("a column does not repeat the commit certificate");
    }
    return true;
  }

  private void checkState(long height, State before, State after, List<String> problems)
      throws SQLException {
    Optional<byte[]> snapshot = rows.state(height);
    boolean changed = !after.equals(before);
    if (changed != snapshot.isPresent()
        || (changed && !Arrays.equals(snapshot.get(), after.encode()))) {
      problems.add("the stored state is not the one that execution makes");
    }
  }
}
