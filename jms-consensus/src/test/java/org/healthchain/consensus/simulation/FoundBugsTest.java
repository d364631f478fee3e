package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthchain.consensus.core.PlantedBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that once failed, written out, so that they outlive changes of the generator. */
class FoundBugsTest {
  /**
   * Found by seed 3053. Replica 3 lost its log and waits for the chain to pass its bound; the chain
   * is idle, and the first primary of the new epoch is silent. Nobody complained, for nothing was
   * to be ordered, and the learner waited for ever. A waiting learner now is a reason to complain.
   */
  @Test
  void learnerOnAnIdleChainOutlastsASilentPrimary() {
    Scenario scenario =
        new Scenario(
            3_053,
            7,
            false,
            3_000,
            0,
            0,
            0,
            20,
            Map.of(1, EnumSet.of(Attack.SILENT)),
            Set.of(),
            List.of(
                new Fault.Crash(500, 3, Fault.CrashPoint.BEFORE_SEND, 100, Fault.Loss.VOTE_LOG),
                new Fault.Reconfigure(1_000, Fault.Change.ROTATE_KEY, 5)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /**
   * Found by seed 5002, shrunk. Replica 1 was killed in a view change and came back with an old
   * ledger, so it did not vote yet; the repetition of its view-change stopped at that moment, and
   * for good. With one liar and one learner the others were a vote short of a quorum for ever.
   */
  @Test
  void viewChangeGoesOnAfterARestartWithAnOldLedger() {
    Scenario scenario =
        new Scenario(
            5_002,
            9,
            false,
            6_334,
            28,
            3,
            2,
            5,
            Map.of(
                0, EnumSet.of(Attack.FORGED_CERTIFICATE, Attack.POISONED_SNAPSHOT, Attack.SILENT)),
            Set.of(),
            List.of(
                new Fault.Reconfigure(448, Fault.Change.LEAVE, 4),
                crash(967, 2, Fault.CrashPoint.TORN_PERSIST, 2_591, Fault.Loss.STALE_LEDGER),
                crash(1_732, 1, Fault.CrashPoint.AMID_SENDS, 1_069, Fault.Loss.STALE_LEDGER),
                crash(1_143, 8, Fault.CrashPoint.AFTER_LEDGER_COMMIT, 2_286, Fault.Loss.VOTE_LOG),
                crash(1_254, 5, Fault.CrashPoint.BEFORE_SEND, 1_289, Fault.Loss.NOTHING),
                crash(5_547, 6, Fault.CrashPoint.BEFORE_SEND, 760, Fault.Loss.STALE_LEDGER),
                crash(2_100, 8, Fault.CrashPoint.TORN_PERSIST, 1_362, Fault.Loss.STALE_LEDGER),
                new Fault.Partition(151, 1_102, 446, true),
                new Fault.Partition(155, 410, 110, false)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /**
   * Found by seed 10627. Replica 1 came back with a ledger that was older than its log by more than
   * fits the window then; its replay dropped the records above, and with them a prepared
   * certificate.
   */
  @Test
  void votesAboveTheWindowOfARestoredLedgerAreRemembered() {
    Scenario scenario =
        new Scenario(
            10_627,
            5,
            true,
            3_659,
            22,
            0,
            3,
            5,
            Map.of(
                4,
                EnumSet.of(
                    Attack.WITHHOLD_BATCH,
                    Attack.BAD_SHARE,
                    Attack.FAR_VIEWS,
                    Attack.REPEAT_VOTES)),
            Set.of(),
            List.of(
                new Fault.Reconfigure(1_982, Fault.Change.LEAVE, 3),
                new Fault.Reconfigure(2_150, Fault.Change.ROTATE_KEY, 2),
                crash(2_578, 1, Fault.CrashPoint.BEFORE_SEND, 1_819, Fault.Loss.STALE_LEDGER),
                new Fault.Partition(1_388, 3_004, 8, true),
                new Fault.DropKind(2_187, 476, Fault.Kind.CHECKPOINT)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /**
   * Found by seed 31863. With one liar the leaver's vote was needed to certify the block that lets
   * it go; it lagged, and those who had entered the new epoch did not help a stranger.
   */
  @Test
  void whoLeavesIsHelpedToTheBlockThatLetsItGo() {
    Scenario scenario =
        new Scenario(
            31_863,
            5,
            true,
            7_334,
            43,
            19,
            8,
            5,
            Map.of(
                4,
                EnumSet.of(Attack.WITHHOLD_BATCH, Attack.BAD_SHARE, Attack.CENSOR, Attack.SILENT)),
            Set.of(),
            List.of(
                new Fault.Reconfigure(1_309, Fault.Change.JOIN, 5),
                new Fault.Reconfigure(995, Fault.Change.LEAVE, 2),
                new Fault.Partition(4_930, 3_174, 4, true),
                new Fault.Partition(1_641, 3_297, 7, false),
                new Fault.Partition(3_742, 3_320, 27, false),
                new Fault.SlowPeer(6_727, 441, 0, 735),
                new Fault.SlowPeer(6_609, 2_705, 1, 722)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /**
   * Found by seed 32584. The leaver alone had the certificate that begins the epoch in which it
   * leaves; it was out at once, and silent.
   */
  @Test
  void whoLeavesGoesOnTellingWhatItKnowsUntilTheOthersAreThere() {
    Scenario scenario =
        new Scenario(
            32_584,
            8,
            true,
            4_184,
            41,
            18,
            5,
            116,
            Map.of(
                0,
                EnumSet.of(Attack.DOUBLE_VOTE, Attack.BAD_SHARE, Attack.SILENT),
                4,
                EnumSet.of(
                    Attack.WITHHOLD_BATCH, Attack.BAD_SHARE, Attack.REPEAT_VOTES, Attack.SILENT)),
            Set.of(),
            List.of(
                new Fault.Reconfigure(1_984, Fault.Change.ROTATE_KEY, 3),
                new Fault.Reconfigure(2_444, Fault.Change.LEAVE, 2),
                new Fault.Partition(3_233, 3_789, 133, true),
                new Fault.SlowPeer(782, 2_747, 2, 217)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /**
   * Found by seed 33587. Replica 0's log was rewritten after it had entered the new epoch, without
   * a word of that epoch; with an older ledger it voted in the former one again.
   */
  @Test
  void aRewrittenLogStillTellsTheEpoch() {
    Scenario scenario =
        new Scenario(
            33_587,
            6,
            false,
            4_727,
            59,
            19,
            8,
            17,
            Map.of(4, EnumSet.of(Attack.WITHHOLD_BATCH, Attack.REPEAT_VOTES, Attack.SILENT)),
            Set.of(),
            List.of(
                new Fault.Reconfigure(1_424, Fault.Change.ROTATE_KEY, 2),
                new Fault.Reconfigure(3_361, Fault.Change.ROTATE_KEY, 2),
                new Fault.Reconfigure(3_974, Fault.Change.ROTATE_KEY, 5),
                crash(3_115, 0, Fault.CrashPoint.BEFORE_PERSIST, 754, Fault.Loss.STALE_LEDGER),
                new Fault.Partition(2_052, 1_199, 3, false),
                new Fault.Partition(3_528, 1_634, 15, false),
                new Fault.Partition(3_668, 3_195, 2, false),
                new Fault.SlowPeer(1_175, 1_786, 0, 40)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /**
   * Found by seventeen replicas with real signatures, who ordered blocks one by one. A backup that
   * prepared the next block took the checkpoint votes that were to ride on its message, and a
   * prepare has no room for them: they were gone, and the block before had no certificate of its
   * own.
   */
  @ParameterizedTest
  @CsvSource({"4,false", "7,false", "17,true"})
  void withoutFaultsEveryBlockHasACertificateOfItsOwn(int n, boolean collectors) {
    Scenario scenario =
        new Scenario(17, n, collectors, 6_000, 60, 0, 0, 5, Map.of(), Set.of(), List.of());

    Simulation.Result result = Simulation.run(scenario, PlantedBug.NONE, 0);

    assertThat(result.violation()).isEmpty();
    assertThat(result.height()).isGreaterThan(20);
    assertThat(result.counts()).doesNotContainKey(Simulation.UNCERTIFIED);
  }

  /** Replayed by its number, as found in a long run: a stall after healing that is gone since. */
  @Test
  void seed10463SettlesWithinTheBound() {
    assertThat(Simulation.run(10_463).violation()).isEmpty();
  }

  /**
   * A primary that withholds all batches and orders block after block of none, as a learner wants
   * them, kept everybody content for as long as it could: nothing younger was ordered.
   */
  @Test
  void seed1940LeavesAPrimaryThatOrdersEmptyBlocksOverWaitingBatches() {
    assertThat(Simulation.run(Scenario.of(1_940), PlantedBug.NONE, 0).violation()).isEmpty();
  }

  /** They tolerate nobody, but they run. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void oneTwoAndThreeReplicasOrderWhatTheyGetThoughTheirMessagesAreLostOrDoubled(int n) {
    Scenario scenario =
        new Scenario(n, n, false, 3_000, 20, 10, 10, 20, Map.of(), Set.of(), List.of());

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
    assertThat(Reconfiguration.first(n, false).f()).isZero();
  }

  /** Killed and restarted, a lone replica and a pair find their way back to their own votes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theyGoOnAfterACrash(int n) {
    Scenario scenario =
        new Scenario(
            n,
            n,
            false,
            3_000,
            20,
            0,
            0,
            20,
            Map.of(),
            Set.of(),
            List.of(
                crash(700, 0, Fault.CrashPoint.BEFORE_SEND, 300, Fault.Loss.NOTHING),
                crash(1_900, n - 1, Fault.CrashPoint.TORN_PERSIST, 300, Fault.Loss.NOTHING)));

    assertThat(Simulation.run(scenario, PlantedBug.NONE, 0).violation()).isEmpty();
  }

  private static Fault crash(
      long atMillis, int node, Fault.CrashPoint point, long downMillis, Fault.Loss loss) {
    return new Fault.Crash(atMillis, node, point, downMillis, loss);
  }
}
