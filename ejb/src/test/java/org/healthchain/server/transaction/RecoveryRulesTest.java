package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryRulesTest {
  private final RecoverySamples recoveries = new RecoverySamples();
  private final Samples samples = recoveries.samples;
  private final BlockHeader base = recoveries.base;

  @Test
  void aRecoveryOpensTheNextEpochWithTheSameMembers() {
    BlockOutcome block = recoveries.block(recoveries.recovery());

    assertThat(block.refused()).isEmpty();
    assertThat(block.state().membershipEpoch()).isOne();
    assertThat(block.state().recoveredAtHeight()).isEqualTo(8);
    assertThat(block.state().members()).isEqualTo(recoveries.state.members());
    assertThat(block.header().membershipEpoch()).isZero();
    assertThat(block.header().timeMillis()).isEqualTo(RecoverySamples.TIME);
    assertThat(block.header().stateRoot()).isEqualTo(block.state().root());
  }

  @Test
  void aStateThatKnowsOfARecoverySurvivesItsEncodingAndOneThatDoesNotIsEncodedAsBefore()
      throws Exception {
    ConsortiumState after = recoveries.block(recoveries.recovery()).state();
    assertThat(ConsortiumState.decode(after.encode())).isEqualTo(after);
    assertThat(after.encode()[0]).isEqualTo((byte) ConsortiumState.RECOVERED_VERSION);
    assertThat(recoveries.state.encode()[0]).isEqualTo((byte) ConsortiumState.VERSION);
    DecoderContract.check(after.encode(), bytes -> ConsortiumState.decode(bytes).encode());
  }

  @Test
  void noReplicaCanOrderARecovery() {
    OrderedTransactions ordered =
        new OrderedTransactions(
            1L << 48, 8, RecoverySamples.TIME, List.of(samples.control(recoveries.recovery())));
    BlockOutcome block =
        new BlockExecutor(Samples.CHAIN).execute(base, recoveries.state, ordered, id -> false);
    assertRefused(block);
  }

  @Test
  void itStandsAlone() {
    Transaction other = samples.control(samples.dayKey());
    Transaction record = samples.record(recoveries.state);
    for (Transaction second : List.of(other, record)) {
      BlockOutcome block =
          new BlockExecutor(Samples.CHAIN)
              .execute(
                  base,
                  recoveries.state,
                  recoveries.ordered(samples.control(recoveries.recovery()), second),
                  id -> false);
      assertThat(block.refused()).hasSize(2);
    }
  }

  @Test
  void theOperatorsOrderNothingElse() {
    for (Transaction other :
        List.of(samples.control(samples.dayKey()), samples.record(recoveries.state))) {
      BlockOutcome block =
          new BlockExecutor(Samples.CHAIN)
              .execute(base, recoveries.state, recoveries.ordered(other), id -> false);
      assertThat(block.transactions()).isEmpty();
    }
  }

  @Test
  void itNamesTheEpochTheBlockBeforeAndTheTime() {
    List<RecoveryReport> reports = recoveries.reports();
    Hash hash = base.hash();
    long time = RecoverySamples.TIME;
    assertRefused(new Recovery(1, 1, 7, hash, time, "a fire", reports));
    assertRefused(new Recovery(0, 2, 7, hash, time, "a fire", reports));
    assertRefused(new Recovery(0, 1, 8, hash, time, "a fire", reports));
    assertRefused(new Recovery(0, 1, 6, hash, time, "a fire", reports));
    assertRefused(new Recovery(0, 1, 7, samples.hash(), time, "a fire", reports));
    assertRefused(new Recovery(0, 1, 7, hash, time + 1, "a fire", reports));
  }

  /** Whoever takes a recovery of another epoch, chain or attempt has reports of another one. */
  @Test
  void reportsOfAnotherChainEpochOrAttemptDoNotCount() {
    RecoveryReport[] reports = recoveries.reports().toArray(new RecoveryReport[0]);
    for (RecoveryReport.Attempt other :
        List.of(
            new RecoveryReport.Attempt(samples.hash(), 0, 1),
            new RecoveryReport.Attempt(Samples.CHAIN, 1, 1),
            new RecoveryReport.Attempt(Samples.CHAIN, 0, 2))) {
      RecoveryReport[] one = reports.clone();
      one[0] = reports[0].signedBy(Samples.identity(1), other);
      assertRefused(recoveries.recovery(one));
    }
  }

  @Test
  void aQuorumOfDistinctMembersMustReportInOrder() {
    List<RecoveryReport> reports = recoveries.reports();
    assertRefused(recoveries.recovery(reports.get(0), reports.get(1)));
    assertRefused(recoveries.recovery(reports.get(0), reports.get(0), reports.get(1)));
    RecoveryReport again = recoveries.report(1, 7, base.hash());
    assertRefused(recoveries.recovery(reports.get(0), again, reports.get(1)));
    List<RecoveryReport> backwards = new ArrayList<>(reports);
    Collections.reverse(backwards);
    assertRefused(recoveries.recovery(backwards.toArray(new RecoveryReport[0])));
  }

  @Test
  void strangersAndExpelledMembersDoNotCount() {
    List<RecoveryReport> reports = recoveries.reports();
    RecoveryReport stranger = recoveries.report(9, 7, base.hash());
    assertRefused(recoveries.recovery(reports.get(0), reports.get(1), stranger));

    ConsortiumState without4 =
        samples.revocation(recoveries.state, 4).applyTo(recoveries.state, Samples.at(5, 0)).state();
    Recovery withExpelled =
        new Recovery(1, 1, 7, base.hash(), RecoverySamples.TIME, "a fire", reports);
    BlockPlace place = new BlockPlace(base, RecoverySamples.TIME, Recovery.ORIGINATING_VIEW, 1);
    assertThat(withExpelled.applyTo(without4, place).refusal()).isNotNull();
  }

  @Test
  void everyFieldOfAReportIsSigned() throws Exception {
    RecoveryReport report = recoveries.reports().get(0);
    CanonicalWriter out = new CanonicalWriter(256);
    report.write(out);
    byte[] encoded = out.toByteArray();
    for (int bit = 0; bit < encoded.length * 8; bit++) {
      RecoveryReport flipped;
      try {
        flipped = RecoveryReport.read(new CanonicalReader(TransactionTest.flip(encoded, bit)));
      } catch (MalformedEncodingException refused) {
        continue;
      }
      List<RecoveryReport> reports = recoveries.reports();
      reports.set(0, flipped);
      assertThat(refusal(recoveries.recovery(reports.toArray(new RecoveryReport[0]))))
          .as("bit %s", bit)
          .isNotNull();
    }
  }

  @Test
  void aBaseBelowWhatAReporterHoldsIsRefused() {
    List<RecoveryReport> reports = recoveries.reports();
    reports.set(0, recoveries.report(1, 8, samples.hash()));
    assertRefused(recoveries.recovery(reports.toArray(new RecoveryReport[0])));
    reports.set(0, recoveries.report(1, 7, samples.hash()));
    assertRefused(recoveries.recovery(reports.toArray(new RecoveryReport[0])));
  }

  // ---- attempts

  @Test
  void aLaterAttemptKeepsToABaseThatMayHaveGotItsQuorum() {
    var elsewhere = Optional.of(new RecoveryReport.Vote(1, 6, samples.hash()));
    var here = Optional.of(new RecoveryReport.Vote(1, 7, base.hash()));
    // Of three reporters one vote is enough: the fourth may have voted, and a liar hide its vote.
    assertThat(refusal(second(elsewhere, Optional.empty(), Optional.empty()))).isNotNull();
    assertThat(refusal(second(here, Optional.empty(), Optional.empty()))).isNull();
    // Where all report, one vote more than liars can hide is needed.
    assertThat(refusal(second(elsewhere, Optional.empty(), Optional.empty(), Optional.empty())))
        .isNull();
    assertThat(refusal(second(elsewhere, elsewhere, Optional.empty(), Optional.empty())))
        .isNotNull();
  }

  /** Else a manager that keeps a first certificate to itself could get a second one. */
  @Test
  void anAttemptThatGotItsQuorumIsNotFollowedByAnother() {
    var here = Optional.of(new RecoveryReport.Vote(1, 7, base.hash()));
    assertThat(refusal(second(here, here, Optional.empty()))).isNotNull();
    assertThat(refusal(second(here, here, here, Optional.empty()))).isNotNull();
    assertThat(refusal(second(here, here, Optional.empty(), Optional.empty()))).isNull();
    // Votes of two attempts for one base are no quorum of either.
    var again = Optional.of(new RecoveryReport.Vote(2, 7, base.hash()));
    assertThat(refusal(attempt(3, here, here, again, Optional.empty()))).isNull();
  }

  @Test
  void ofSeveralBasesThatOfTheLatestAttemptBinds() {
    var first = Optional.of(new RecoveryReport.Vote(1, 6, samples.hash()));
    var later = Optional.of(new RecoveryReport.Vote(2, 7, base.hash()));
    assertThat(refusal(attempt(3, first, later, Optional.empty()))).isNull();
    assertThat(refusal(attempt(2, first, later, Optional.empty()))).isNotNull();
  }

  @SafeVarargs
  private Recovery second(Optional<RecoveryReport.Vote>... votes) {
    return attempt(2, votes);
  }

  @SafeVarargs
  private Recovery attempt(int attempt, Optional<RecoveryReport.Vote>... votes) {
    List<RecoveryReport> reports = new ArrayList<>();
    for (int i = 0; i < votes.length; i++) {
      reports.add(recoveries.report(i + 1, 7, base.hash(), attempt, votes[i]));
    }
    return new Recovery(0, attempt, 7, base.hash(), RecoverySamples.TIME, "again", reports);
  }

  private RejectionReason refusal(Recovery recovery) {
    BlockPlace place = new BlockPlace(base, RecoverySamples.TIME, Recovery.ORIGINATING_VIEW, 1);
    return recovery.applyTo(recoveries.state, place).refusal();
  }

  private void assertRefused(Recovery recovery) {
    assertRefused(recoveries.block(recovery));
  }

  private void assertRefused(BlockOutcome block) {
    assertThat(block.transactions()).isEmpty();
    assertThat(block.refused())
        .extracting(BlockOutcome.Refused::reason)
        .containsExactly(RejectionReason.INAPPLICABLE_CONTROL);
    assertThat(block.state()).isEqualTo(recoveries.state);
  }

  @Test
  void aReasonAndRoomForAQuorumOfAHundredAndTwentyMembers() {
    RecoveryReport report = recoveries.reports().get(0);
    RecoveryReport[] many = new RecoveryReport[Recovery.MAX_REPORTS];
    Arrays.fill(
        many,
        recoveries.report(
            1, 7, base.hash(), 2, Optional.of(new RecoveryReport.Vote(1, 7, base.hash()))));
    assertThat(report.digest()).isNotEqualTo(many[0].digest());
    assertThat(recoveries.recovery(many).encode().length)
        .isLessThan(Transaction.MAX_BODY_BYTES - Recovery.MAX_REASON_BYTES);
    assertThat(new QuorumSize(120).quorum()).isLessThan(Recovery.MAX_REPORTS);
  }
}
