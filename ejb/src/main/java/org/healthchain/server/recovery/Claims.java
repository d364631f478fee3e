package org.healthchain.server.recovery;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.ledger.RestingLedger;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.RecoveryReport;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionKind;

/** What reports say, against the chain that a recovery is to end. */
final class Claims {
  private Claims() {}

  /** The recovery that a transaction holds. */
  static Recovery recovery(Transaction transaction) throws RecoveryRefusedException {
    try {
      if (transaction.header().kind() == TransactionKind.RECOVER
          && !transaction.erased()
          && transaction.bodyFits()
          && ControlPayload.decode(TransactionKind.RECOVER, transaction.presentBody().bytes())
              instanceof Recovery recovery) {
        return recovery;
      }
    } catch (MalformedEncodingException e) {
      throw new RecoveryRefusedException("The recovery is damaged: " + e.getMessage());
    }
    throw new RecoveryRefusedException("This transaction is no recovery.");
  }

  /**
   * Every reporter's ledger must be a part of the chain: else one of them lies, or more lied before
   * than the protocol endures.
   */
  static void lieOn(Witness.Chain chain, RestingLedger ledger, List<RecoveryReport> reports)
      throws RecoveryRefusedException, SQLException {
    for (RecoveryReport report : reports) {
      long height = report.tipHeight();
      Hash there = chain.hashes().get(height);
      if (there == null && height <= Math.min(ledger.top(), chain.tip().height())) {
        there = ledger.header(height).hash();
      }
      if (!report.tipHash().equals(there)) {
        throw new RecoveryRefusedException(
            "The report of member "
                + report.memberId()
                + " names another block "
                + height
                + " than the chain that the recovery is to end has. One of the two servers lies"
                + " or is damaged: find out which, and leave its report out.");
      }
    }
  }

  /** Nobody can make a vote up: the manager had signed what it was given for. */
  static void votesWereAskedFor(
      List<RecoveryReport> reports, List<Transaction> earlier, Opaque managerKey)
      throws RecoveryRefusedException {
    for (RecoveryReport report : reports) {
      Optional<RecoveryReport.Vote> vote = report.voted();
      if (vote.isEmpty()) {
        continue;
      }
      boolean found = false;
      for (Transaction transaction : earlier) {
        Recovery recovery = recovery(transaction);
        found |=
            ManagerAuthority.verify(transaction, managerKey)
                && recovery.attempt() == vote.get().attempt()
                && recovery.baseHeight() == vote.get().baseHeight()
                && recovery.baseHash().equals(vote.get().baseHash());
      }
      if (!found) {
        throw new RecoveryRefusedException(
            "Member "
                + report.memberId()
                + " says it voted for a recovery that the manager has not proposed.");
      }
    }
  }
}
