package org.healthchain.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.ledger.LedgerProblem.Kind;
import org.healthchain.server.ledger.SmallLedger.Certifying;
import org.healthchain.server.ledger.SmallLedger.Votes;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.RecoveryReport;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A block by which the operators ended an epoch, seen from outside for ever. */
class RecoveryVerificationTest {
  private static final long RECOVERY = 3;
  private static final long TIME = Samples.NOON_MILLIS + 9_000;
  private static final Certifying THE_OPERATORS =
      (header, before, after) -> Optional.of(SmallLedger.votes(header, before));

  private final SmallLedger ledger = new SmallLedger();
  private TestDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = new TestDatabase("recovery");
    database.inTransaction(
        entities -> new LedgerStore(entities).appendGenesis(ledger.genesis, ledger.genesisState));
    ledger.append(database, ledger.record(ledger.state));
    // Decided, executed by some, and not certified when they were cut.
    ledger.append(
        database, (header, before, after) -> Optional.empty(), ledger.record(ledger.state));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void itIsSeenAndCoversTheBlocksBeforeItThatNobodyCertified() throws Exception {
    recover(THE_OPERATORS, ledger.samples.managerKey());
    assertThat(verify().uncertified()).isZero();

    ledger.append(database, ledger.record(ledger.state));
    Transaction record = ledger.record(ledger.state);
    ledger.append(database, record);
    LedgerVerification report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.recoveries()).containsExactly(RECOVERY);
    assertThat(ledger.state.membershipEpoch()).isOne();

    LedgerLookup.FoundTransaction standing =
        new LedgerLookup(ledger.verifier(), database.connection()).find(record.id()).orElseThrow();
    assertThat(standing.problems()).isEmpty();
  }

  @Test
  void fewerThanAQuorumOfTheOperatorsRecoverNothing() throws Exception {
    recover(
        (header, before, after) -> Optional.of(new Votes(header, before, 2)),
        ledger.samples.managerKey());
    assertWrongOnceFollowed();
  }

  @Test
  void neitherDoesTheManagerAlone() throws Exception {
    recover((header, before, after) -> Optional.empty(), ledger.samples.managerKey());
    assertWrongOnceFollowed();
  }

  @Test
  void norTheMembersOfTheEpochThatItOpens() throws Exception {
    recover(
        (header, before, after) -> Optional.of(SmallLedger.votes(header, after)),
        ledger.samples.managerKey());
    assertWrongOnceFollowed();
  }

  @Test
  void norAllOperatorsWithoutTheManager() throws Exception {
    recover(THE_OPERATORS, Samples.identity(1));
    LedgerVerification report = verify();
    assertThat(report.firstWrongHeight()).isEqualTo(RECOVERY);
    assertThat(report.problems()).containsExactly(LedgerProblem.of(Kind.TRANSACTION_SIGNATURE, 0));
  }

  private void assertWrongOnceFollowed() throws SQLException {
    Transaction record = ledger.record(ledger.state);
    ledger.append(database, record);
    LedgerVerification report = verify();
    assertThat(report.firstWrongHeight()).isEqualTo(RECOVERY);
    assertThat(report.problems()).contains(LedgerProblem.of(Kind.HANDOVER, RECOVERY));
    LedgerLookup.FoundTransaction standing =
        new LedgerLookup(ledger.verifier(), database.connection()).find(record.id()).orElseThrow();
    assertThat(standing.problems()).containsExactly(LedgerProblem.of(Kind.HANDOVER, RECOVERY));
  }

  private void recover(Certifying certifying, Ed25519PrivateKeyParameters manager) {
    var attempt = new RecoveryReport.Attempt(Samples.CHAIN, 0, 1);
    List<RecoveryReport> reports = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      reports.add(
          new RecoveryReport(
                  id,
                  1,
                  2,
                  ledger.tip.hash(),
                  ledger.samples.opaque(RecoveryReport.NONCE_BYTES),
                  Optional.empty(),
                  Opaque.of(new byte[0]))
              .signedBy(Samples.identity(id), attempt));
    }
    Recovery recovery = new Recovery(0, 1, 2, ledger.tip.hash(), TIME, "a flood", reports);
    ledger.append(
        database,
        certifying,
        new OrderedTransactions(
            Recovery.ORIGINATING_VIEW,
            RECOVERY,
            TIME,
            List.of(ManagerAuthority.sign(Samples.CHAIN, recovery, manager))));
  }

  private LedgerVerification verify() throws SQLException {
    return ledger.verifier().verify(database.connection(), height -> {});
  }
}
