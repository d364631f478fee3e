package org.healthchain.operator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.healthchain.server.recovery.ProposalFile;
import org.junit.jupiter.api.Test;

/** A recovery that was begun more than once. */
class RecoveryAttemptsTest extends RecoverySteps {
  @Test
  void aReportIsGivenOutAgainAndNotMadeAnew() throws Exception {
    report(1, 1);
    byte[] first = Files.readAllBytes(Path.of(file("report-1-1")));
    report(1, 1);
    assertThat(Files.readAllBytes(Path.of(file("report-1-1")))).isEqualTo(first);
    report(1, 2);
    assertRefused("agree with the manager upon attempt 3", "report", "institution-1", file("r"));
  }

  @Test
  void aServerThatLostItsLogSinceItsReportReportsAnew() throws Exception {
    reportAll(1);
    propose(1);
    StoppedConsortium.delete(consortium.instance("institution-3").voteLog());
    assertRefused("lost its log since", "sign", "institution-3", file("proposal"), file("vote"));
    assertRefused("upon attempt 2", "report", "institution-3", file("r"));
  }

  @Test
  void aLaterAttemptTakesTheWordBackOfAnEarlierOne() throws Exception {
    reportAll(1);
    propose(1);
    sign(2);
    reportAll(2);
    assertRefused(
        "does not rest on this server's last report",
        "sign",
        "institution-1",
        file("proposal"),
        file("vote"));
    propose(2);
    for (int id : new int[] {1, 2, 3}) {
      sign(id);
    }
    assertThat(done("seal", file("sealed"), file("proposal"), votes(1, 2, 3)))
        .contains("attempt 2");
    assertRefused("is for another recovery", "seal", file("s"), file("proposal"), signed(2));
  }

  /** What two voted for may have got its third vote from the one who does not report. */
  @Test
  void aBlockThatAppearsLateIsLostIfAnEarlierAttemptMayHaveSucceededAndKeptIfNot()
      throws Exception {
    proposeWithoutTheFirst();
    sign(2);
    reportAll(2);
    // One vote of four who report is fewer than any quorum can have left.
    assertThat(done("propose", file("proposal"), reports(2), "--reason", "all asked"))
        .contains("go on from block 2");

    sign(3);
    Path again = Path.of(file("proposal-early"));
    Files.copy(consortium.instance("institution-2").recoveries().resolve("proposal-0-1"), again);
    assertRefused(
        "does not rest on this server's last report",
        "sign",
        "institution-3",
        again.toString(),
        file("vote"));
  }

  @Test
  void anEarlierAttemptThatMayHaveSucceededBinds() throws Exception {
    proposeWithoutTheFirst();
    sign(2);
    reportAll(2);
    done(
        "propose",
        file("p"),
        file("report-2-2"),
        file("report-2-3"),
        file("report-2-4"),
        "--reason",
        "as before",
        "--without",
        "1");
    assertThat(ProposalFile.decode(Files.readAllBytes(Path.of(file("p")))).recovery().baseHeight())
        .isOne();
  }

  @Test
  void twoVotesOfFourBindEvenAgainstABlockThatTurnsUpLate() throws Exception {
    proposeWithoutTheFirst();
    sign(2);
    sign(3);
    reportAll(2);
    assertRefused(
        "an earlier attempt that may have got its quorum",
        "propose",
        file("p"),
        reports(2),
        "--reason",
        "all asked");
  }

  @Test
  void anAttemptThatGotItsQuorumIsFinished() throws Exception {
    reportAll(1);
    propose(1);
    for (int id : new int[] {1, 2, 3}) {
      sign(id);
    }
    reportAll(2);
    assertRefused(
        "an earlier attempt that may have got its quorum",
        "propose",
        file("p"),
        reports(2),
        "--reason",
        "once more");
    done("seal", file("sealed"), file("proposal"), votes(1, 2, 3));
  }

  private void proposeWithoutTheFirst() {
    for (int id : new int[] {2, 3, 4}) {
      report(id, 1);
    }
    done(
        "propose",
        file("proposal"),
        file("report-1-2"),
        file("report-1-3"),
        file("report-1-4"),
        "--reason",
        "too early",
        "--without",
        "1");
  }
}
