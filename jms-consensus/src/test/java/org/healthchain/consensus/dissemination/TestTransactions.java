package org.healthchain.consensus.dissemination;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.TransactionBytes;

/** Transactions of the tests: a letter, a number, filling. V is valid, B is bad, U undecided. */
final class TestTransactions {
  private TestTransactions() {}

  static TransactionBytes valid(long number) {
    return of('V', number, 40);
  }

  static TransactionBytes of(char kind, long number, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.max(9, bytes));
    buffer.put((byte) kind).putLong(number);
    return TransactionBytes.of(buffer.array());
  }

  static Digest id(TransactionBytes transaction) {
    return Digest.sha256(transaction.bytes());
  }

  static List<Verdict> judge(List<TransactionBytes> transactions) {
    return transactions.stream().map(TestTransactions::judge).toList();
  }

  private static Verdict judge(TransactionBytes transaction) {
    return switch (transaction.bytes()[0]) {
      case 'V' -> Verdict.VALID;
      case 'U' -> Verdict.UNDECIDED;
      default -> Verdict.INVALID;
    };
  }

  /** A ledger of ids; bytes that begin with X are no transaction. */
  static final class MemoryLedger implements Ledger {
    final Set<Digest> executed = new HashSet<>();

    @Override
    public Optional<Digest> idOf(TransactionBytes transaction) {
      return transaction.bytes()[0] == 'X' ? Optional.empty() : Optional.of(id(transaction));
    }

    @Override
    public boolean isExecuted(Digest transactionId) {
      return executed.contains(transactionId);
    }
  }
}
