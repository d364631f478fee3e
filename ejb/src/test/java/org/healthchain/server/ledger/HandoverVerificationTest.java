package org.healthchain.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.ledger.LedgerProblem.Kind;
import org.healthchain.server.ledger.SmallLedger.Certifying;
import org.healthchain.server.ledger.SmallLedger.Votes;
import org.healthchain.server.transaction.Admission;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks that change the members: those before must vouch for those after. */
class HandoverVerificationTest {
  /** The block of each ledger here that brings other members. */
  private static final long HANDOVER = 3;

  private static final List<Integer> FOUNDERS = List.of(1, 2, 3, 4);
  private static final List<Integer> PUPPETS = List.of(11, 12, 13, 14);
  private static final Certifying NOBODY = (header, before, after) -> Optional.empty();
  private static final Certifying THE_NEW =
      (header, before, after) -> Optional.of(SmallLedger.votes(header, after));
  private static final Certifying TOO_FEW_OF_THE_OLD =
      (header, before, after) -> Optional.of(new Votes(header, before, 2));
  private static final Certifying THE_OLD =
      (header, before, after) -> Optional.of(SmallLedger.votes(header, before));

  private final SmallLedger ledger = new SmallLedger();
  private TestDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = new TestDatabase("handover");
    database.inTransaction(
        entities -> new LedgerStore(entities).appendGenesis(ledger.genesis, ledger.genesisState));
    ledger.append(database, ledger.record(ledger.state));
    ledger.append(database, ledger.record(ledger.state));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void aChangeThatTheMembersBeforeCertifiedIsRight() throws Exception {
    ledger.append(database, THE_OLD, admission());
    Transaction record = goOn();

    assertThat(verify().problems()).isEmpty();
    assertThat(verify().uncertified()).isZero();
    assertThat(problemsOfEachBlockAlone()).isEmpty();
    LedgerLookup.FoundTransaction standing = find(record);
    assertThat(standing.problems()).isEmpty();
    assertThat(standing.certified()).isTrue();
    assertThat(standing.state()).isEqualTo(ledger.state);
  }

  /** The manager signs admissions and expulsions; with members of its own it could vote, too. */
  @Test
  void aBranchOfTheManagersWithMembersOfItsOwnIsFoundWhereItBegins() throws Exception {
    ledger.append(database, THE_NEW, takeover());
    Transaction record = goOn();

    assertThat(ledger.state.activeMembers()).extracting(ConsortiumMember::id).isEqualTo(PUPPETS);
    assertWrongAtTheHandover(record);
    assertThat(verify().problems()).contains(LedgerProblem.of(Kind.CERTIFICATE));
  }

  @Test
  void soIsOneWhoseFirstBlockNobodyCertified() throws Exception {
    ledger.append(database, NOBODY, takeover());
    Transaction record = goOn();

    assertWrongAtTheHandover(record);
  }

  @Test
  void theMembersThatABlockBringsCannotCertifyIt() throws Exception {
    ledger.append(database, THE_NEW, admission());

    assertWrongAtTheHandover(goOn());
  }

  @Test
  void neitherCanFewerThanAQuorumOfThoseBefore() throws Exception {
    ledger.append(database, TOO_FEW_OF_THE_OLD, admission());

    assertWrongAtTheHandover(goOn());
  }

  /** All later blocks bear certificates: those are the new members' and cover no block before. */
  @Test
  void aLostCertificateOfAHandoverIsNotCoveredByLaterOnes() throws Exception {
    ledger.append(database, THE_OLD, admission());
    Transaction record = goOn();
    execute("DELETE FROM hc_certificate WHERE height < 3");
    assertThat(verify().problems()).isEmpty();

    execute("DELETE FROM hc_certificate WHERE height = 3");
    assertWrongAtTheHandover(record);
  }

  /** A server waits there for the certificate, and appends nothing before it comes. */
  @Test
  void theNewestBlockMayChangeTheMembersAndStillWaitForItsCertificate() throws Exception {
    ledger.append(database, NOBODY, admission());

    LedgerVerification report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.uncertified()).isOne();
    assertThat(report.certifiedHeight()).isEqualTo(HANDOVER - 1);
    assertThat(problemsOfEachBlockAlone()).isEmpty();
  }

  @Test
  void aRecordsBlockLeadsBackToTheGenesis() throws Exception {
    ledger.append(database, THE_OLD, admission());
    Transaction record = goOn();
    execute("UPDATE hc_state SET state = (SELECT state FROM hc_state WHERE height = 0)");
    assertThat(find(record).problems()).containsExactly(LedgerProblem.of(Kind.DESCENT, HANDOVER));

    String second = "(SELECT header FROM hc_block WHERE height = 2)";
    execute("UPDATE hc_block SET header = " + second + " WHERE height = 1");
    assertThat(find(record).problems()).containsExactly(LedgerProblem.of(Kind.DESCENT, 1));
  }

  private void assertWrongAtTheHandover(Transaction later) throws SQLException {
    LedgerVerification report = verify();
    assertThat(report.firstWrongHeight()).isEqualTo(HANDOVER);
    assertThat(report.problems()).contains(LedgerProblem.of(Kind.HANDOVER, HANDOVER));
    assertThat(report.problems().toString()).contains("block 3 changes the members");
    assertThat(report.tipHash()).isNull();
    assertThat(problemsOfEachBlockAlone()).contains(LedgerProblem.of(Kind.HANDOVER, HANDOVER));
    assertThat(find(later).problems()).containsExactly(LedgerProblem.of(Kind.HANDOVER, HANDOVER));
    assertThat(find(later).state()).isNull();
  }

  /** Two blocks that the members certify who are in force by then; a record of the last one. */
  private Transaction goOn() {
    ledger.append(database, ledger.record(ledger.state));
    Transaction record = ledger.record(ledger.state);
    ledger.append(database, record);
    return record;
  }

  private Transaction admission() {
    return ledger.samples.control(new Admission(ledger.samples.member(5)));
  }

  /** Admits the puppets and expels everybody else. */
  private Transaction[] takeover() {
    List<Transaction> orders = new ArrayList<>();
    ConsortiumState state = ledger.state;
    for (int puppet : PUPPETS) {
      state = give(new Admission(ledger.samples.member(puppet)), state, orders);
    }
    for (int founder : FOUNDERS) {
      state = give(ledger.samples.revocation(state, founder), state, orders);
    }
    return orders.toArray(new Transaction[0]);
  }

  private ConsortiumState give(
      ControlPayload order, ConsortiumState state, List<Transaction> orders) {
    orders.add(ledger.samples.control(order));
    return order.applyTo(state, Samples.at(HANDOVER, 0)).state();
  }

  private LedgerVerification verify() throws SQLException {
    return ledger.verifier().verify(database.connection(), height -> {});
  }

  private List<LedgerProblem> problemsOfEachBlockAlone() throws SQLException {
    List<LedgerProblem> problems = new ArrayList<>();
    for (long height = 0; height <= ledger.tip.height(); height++) {
      problems.addAll(ledger.verifier().verifyOne(database.connection(), height));
    }
    return problems;
  }

  private LedgerLookup.FoundTransaction find(Transaction transaction) throws SQLException {
    return new LedgerLookup(ledger.verifier(), database.connection())
        .find(transaction.id())
        .orElseThrow();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
