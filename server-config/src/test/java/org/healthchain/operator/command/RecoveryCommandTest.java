package org.healthchain.operator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.operator.command.StoppedConsortium.MANAGER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.healthchain.operator.command.StoppedConsortium.Block;
import org.healthchain.operator.command.StoppedConsortium.Printed;
import org.healthchain.server.ledger.SealedRecovery;
import org.healthchain.server.recovery.Evidence;
import org.healthchain.server.recovery.ProposalFile;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.Test;

/** The steps of a recovery, and what each refuses. */
class RecoveryCommandTest extends RecoverySteps {
  @Test
  void theWayBackKeepsTheBlockThatOneServerAloneHolds() throws Exception {
    reportAll(1);
    assertThat(done("propose", file("proposal"), reports(1), "--reason", "a fire"))
        .contains("go on from block 2 (" + second.header().hash().hex() + ")")
        .contains("member 1 up to 2, member 2 up to 1", "Reason: a fire");
    for (int id : new int[] {2, 3, 4}) {
      done("sign", server(id), file("proposal"), file("vote-" + id));
    }
    assertThat(done("seal", file("sealed"), file("proposal"), votes(2, 3, 4)))
        .contains("Block 3 ends epoch 0 by the votes of members [2, 3, 4]");
    assertThat(done("apply", file("sealed"))).contains("institution-4 goes on from block 3");

    SealedRecovery sealed =
        SealedRecovery.decode(Files.readAllBytes(consortium.instance(MANAGER).sealedRecovery()));
    assertThat(sealed.blocks()).hasSize(2);
    assertThat(sealed.blocks().get(0).header()).isEqualTo(second.header());
    writeSealed(sealed.last());
    assertThat(consortium.run("verify", "institution-1").text())
        .contains("verified: blocks 4")
        .contains("recovered by its operators at block 3")
        .doesNotContain("no certificate yet");
  }

  @Test
  void aQuorumIsNeededOfReportsAndOfVotes() throws Exception {
    reportAll(1);
    assertRefused(
        "Only 2 members have reported; 3 are needed",
        "propose",
        file("p"),
        file("report-1-1"),
        file("report-1-2"),
        "--reason",
        "a fire");
    propose(1);
    sign(1);
    sign(2);
    assertRefused(
        "Votes of 2 members are no quorum", "seal", file("s"), file("proposal"), votes(1, 2));
    assertRefused(
        "Votes of 2 members are no quorum", "seal", file("s"), file("proposal"), votes(1, 2, 2));
  }

  @Test
  void whoeverHasNotReportedIsNamed() throws Exception {
    for (int id : new int[] {1, 2, 3}) {
      report(id, 1);
    }
    String[] three = {file("report-1-1"), file("report-1-2"), file("report-1-3")};
    assertRefused(
        "Members [4] have not reported",
        "propose",
        file("p"),
        three[0],
        three[1],
        three[2],
        "--reason",
        "a fire");
    done(
        "propose", file("p"), three[0], three[1], three[2], "--reason", "a fire", "--without", "4");
    assertRefused(
        "This server's report is not in the proposal",
        "sign",
        "institution-4",
        file("p"),
        file("vote"));
  }

  @Test
  void reportsAreOfOneAttemptAndOneOfEach() throws Exception {
    report(1, 1);
    report(2, 1);
    report(3, 2);
    assertRefused(
        "not all for one attempt",
        "propose",
        file("p"),
        file("report-1-1"),
        file("report-1-2"),
        file("report-2-3"),
        "--reason",
        "a fire");
    assertRefused(
        "Member 1 has two reports",
        "propose",
        file("p"),
        file("report-1-1"),
        file("report-1-1"),
        file("report-1-2"),
        "--reason",
        "a fire");
  }

  @Test
  void aDamagedOrForgedFileIsRefused() throws Exception {
    reportAll(1);
    Path report = Path.of(file("report-1-2"));
    byte[] bytes = Files.readAllBytes(report);
    bytes[60] ^= 1; // in the certified height
    Files.write(report, bytes);
    Printed refused = recovery(concat("propose", file("p"), reports(1), "--reason", "a fire"));
    assertThat(refused.exitCode()).isNotZero();
    assertRefused(
        "is no proposal of a recovery", "sign", "institution-1", file("report-1-1"), file("v"));
  }

  @Test
  void aServerThatGotMoreSinceItsReportDoesNotVote() throws Exception {
    reportAll(1);
    propose(1);
    consortium.write(consortium.block(), Optional.empty(), "institution-1");
    assertRefused("would lose block 3", "sign", "institution-1", file("proposal"), file("vote"));
  }

  @Test
  void aServerWhoseBlockIsAnotherIsNamed() throws Exception {
    Block other =
        new Block(
            second.header(),
            second.before(),
            new BlockExecutor(consortium.genesis.chainId())
                .execute(
                    parentOfSecond(),
                    second.before(),
                    new OrderedTransactions(
                        0, 2, second.header().timeMillis() + 1, second.outcome().transactions()),
                    id -> false));
    consortium.write(other, Optional.empty(), "institution-3");
    reportAll(1);
    assertRefused(
        "The report of member 3 names another block 2",
        "propose",
        file("p"),
        reports(1),
        "--reason",
        "a fire");
  }

  @Test
  void theManagerCannotHaveTwoRecoveriesInOneAttempt() throws Exception {
    reportAll(1);
    propose(1);
    sign(2);
    sign(2);
    done("propose", file("proposal-2"), reports(1), "--reason", "another reason");
    assertRefused(
        "has voted for another recovery",
        "sign",
        "institution-2",
        file("proposal-2"),
        file("vote"));
    assertRefused("is for another recovery", "seal", file("s"), file("proposal-2"), votes(2));
  }

  @Test
  void nobodyButTheManagerCanPropose() throws Exception {
    reportAll(1);
    propose(1);
    ProposalFile real = ProposalFile.decode(Files.readAllBytes(Path.of(file("proposal"))));
    Transaction forged =
        ManagerAuthority.sign(
            consortium.genesis.chainId(), real.recovery(), consortium.identity("institution-2"));
    Files.write(
        Path.of(file("forged")),
        new ProposalFile(forged, real.evidence(), real.earlier()).encode());
    assertRefused(
        "The manager has not signed", "sign", "institution-1", file("forged"), file("vote"));
    assertRefused("The manager has not signed", "seal", file("s"), file("forged"), signed(1));
  }

  @Test
  void aLowerBaseIsRefusedWhoeverSignsIt() throws Exception {
    reportAll(1);
    propose(1);
    ProposalFile real = ProposalFile.decode(Files.readAllBytes(Path.of(file("proposal"))));
    Recovery honest = real.recovery();
    Recovery low =
        new Recovery(
            0,
            1,
            1,
            parentOfSecond().hash(),
            honest.timeMillis(),
            honest.reason(),
            honest.reports());
    Transaction signed =
        ManagerAuthority.sign(consortium.genesis.chainId(), low, consortium.identity(MANAGER));
    var evidence = new Evidence(real.evidence().certified(), List.of());
    Files.write(Path.of(file("low")), new ProposalFile(signed, evidence, List.of()).encode());
    assertRefused("a report that reaches further", "sign", "institution-2", file("low"), file("v"));
  }

  // ---- the manager's own ledger

  @Test
  void aBlockThatTheManagerAloneHoldsIsKept() throws Exception {
    consortium.write(second, Optional.of(consortium.certificate(second)), MANAGER);
    consortium.wipe("institution-1");
    consortium.write(first(), Optional.of(consortium.certificate(first())), "institution-1");
    reportAll(1);
    assertThat(done("propose", file("proposal"), reports(1), "--reason", "a fire"))
        .contains("go on from block 2");
    sign(1);
  }

  @Test
  void aServerThatHasNotFetchedYetIsToldToDoSo() throws Exception {
    reportAll(1);
    propose(1);
    consortium.wipe("institution-4");
    assertRefused(
        "start the server until it has fetched up to there",
        "sign",
        "institution-4",
        file("proposal"),
        file("vote"));
  }

  @Test
  void theCommandsAreForTheirServers() {
    assertRefused("is no institution's server", "report", MANAGER, file("r"));
    assertRefused("There is no file of a recovery", "sign", "institution-1", file("no"), file("v"));
  }
}
