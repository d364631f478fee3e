package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthchain.consensus.core.PlantedBug;
import org.junit.jupiter.api.Test;

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

  private static Fault crash(
      long atMillis, int node, Fault.CrashPoint point, long downMillis, Fault.Loss loss) {
    return new Fault.Crash(atMillis, node, point, downMillis, loss);
  }
}
