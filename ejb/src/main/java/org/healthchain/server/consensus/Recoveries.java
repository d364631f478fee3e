package org.healthchain.server.consensus;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.RecoveryReport;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionKind;

/** What the replica must know of blocks by which operators began an epoch. */
final class Recoveries {
  private final LedgerReader reader;
  private final int memberId;

  Recoveries(LedgerReader reader, int memberId) {
    this.reader = reader;
    this.memberId = memberId;
  }

  /**
   * Digest of this server's report, if the operators began the present epoch and it is among
   * theirs.
   *
   * @param epochBegan height of the last block that began an epoch
   */
  Optional<Digest> ownReport(ConsortiumState state, long epochBegan) {
    if (state.recoveredAtHeight() == 0 || state.recoveredAtHeight() != epochBegan) {
      return Optional.empty();
    }
    for (Transaction transaction : reader.transactions(epochBegan)) {
      if (transaction.header().kind() == TransactionKind.RECOVER) {
        return recovery(transaction).reports().stream()
            .filter(report -> report.memberId() == memberId)
            .findFirst()
            .map(RecoveryReport::digest)
            .map(Memberships::digest);
      }
    }
    return Optional.empty();
  }

  private static Recovery recovery(Transaction transaction) {
    try {
      return (Recovery)
          ControlPayload.decode(TransactionKind.RECOVER, transaction.presentBody().bytes());
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("an executed recovery is malformed", e);
    }
  }

  /**
   * Whether the manager has signed what a block holds, if no replica ordered the block: those had
   * checked it.
   */
  static boolean isAuthorised(
      TravellingBlock block, Function<List<TransactionBytes>, List<Verdict>> judge) {
    return block.header().originatingView() != Recovery.ORIGINATING_VIEW
        || judge
            .apply(
                block.transactions().stream()
                    .map(transaction -> TransactionBytes.of(transaction.encode()))
                    .toList())
            .stream()
            .allMatch(verdict -> verdict == Verdict.VALID);
  }
}
