package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Schedules of whole hosts that once failed, shrunk and written out. */
class FoundHostBugsTest {
  /**
   * Found by seed 1660, after a running system had shown it. Replica 2 lagged and asked again for
   * more than anybody said that he had. A request without sources ended its fetch while blocks of
   * it were on their way to the ledger: the core was told a height that was soon too low, ordered
   * the next block to be executed, and the ledger refused that for ever.
   */
  @Test
  void aRequestWithoutSourcesLetsTheInstallationUnderWayFinish() {
    Fault noStatuses = new Fault.DropKind(3_901, 3_580, Fault.Kind.STATUS);

    assertThat(violation(1_660, 6_764, 132, 3, 7, List.of(noStatuses))).isEmpty();
  }

  /** Found by seed 1206: the same, with 63 blocks between what was told and what was there. */
  @Test
  void aLongInstallationUnderWayFinishesAsWell() {
    List<Fault> faults =
        List.of(
            new Fault.SlowPeer(4_087, 3_756, 4, 290),
            new Fault.Partition(3_111, 2_202, 4, false),
            new Fault.SlowPeer(3_111, 4_954, 2, 617),
            new Fault.Partition(5_328, 2_170, 8, false),
            new Fault.DropKind(4_449, 3_068, Fault.Kind.STATUS));

    assertThat(violation(1_206, 7_756, 286, 2, 5, faults)).isEmpty();
  }

  /**
   * Found by seed 238, once the core said that it was told of an installation it had not asked for.
   * A busy server's round came late: the core repeated its request, then the fetch ended in the
   * same round, and the request, void by now, was obeyed and fetched what was being executed.
   */
  @Test
  void aRequestThatWasAnsweredBeforeItCouldBeObeyedIsVoid() {
    List<Fault> faults =
        List.of(
            new Fault.Partition(5_052, 1_907, 4, false),
            new Fault.Partition(3_831, 741, 8, false),
            new Fault.Partition(956, 1_541, 4, false),
            new Fault.SlowPeer(956, 4_760, 2, 436));

    assertThat(violation(238, 6_343, 241, 0, 6, faults)).isEmpty();
  }

  private static Optional<String> violation(
      long seed,
      long faultyMillis,
      int transactions,
      int lossPercent,
      int duplicatePercent,
      List<Fault> faults) {
    Scenario scenario =
        new Scenario(
            seed,
            4,
            false,
            faultyMillis,
            transactions,
            lossPercent,
            duplicatePercent,
            5,
            Map.of(),
            Set.of(),
            faults,
            Scenario.Layer.HOST);
    return HostSimulation.run(scenario, 0).violation();
  }
}
