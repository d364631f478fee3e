package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import java.util.logging.Logger;
import org.healthchain.consensus.core.PlantedBug;
import org.junit.jupiter.api.Test;

/**
 * The fixed set of schedules. {@code -Dsimulation.seeds=N} runs another number of them, {@code
 * -Dsimulation.from=S} begins elsewhere; {@code simulation.relayed.seeds} and {@code
 * simulation.relayed.from} do so for those with dissemination, {@code simulation.hosted.seeds} and
 * {@code simulation.hosted.from} for whole hosts.
 */
class SimulationSuiteIT {
  private static final Logger LOG = Logger.getLogger(SimulationSuiteIT.class.getName());

  @Test
  void fixedSeedsOverFourToThirteenReplicasViolateNothing() throws InterruptedException {
    runs(
        "random schedules",
        Long.getLong("simulation.from"),
        Long.getLong("simulation.seeds"),
        Scenario::of);
  }

  /** Ordering and dissemination together: what is handed in anywhere comes onto every ledger. */
  @Test
  void fixedSeedsWithDisseminationInsideViolateNothing() throws InterruptedException {
    runs(
        "random schedules with dissemination",
        Long.getLong("simulation.relayed.from"),
        Long.getLong("simulation.relayed.seeds"),
        Relaying::scenario);
  }

  /** Whole hosts: what is ordered, fetched and installed meets in every order, and never twice. */
  @Test
  void fixedSeedsOfWholeHostsViolateNothing() throws InterruptedException {
    runs(
        "random schedules of whole hosts",
        Long.getLong("simulation.hosted.from"),
        Long.getLong("simulation.hosted.seeds"),
        HostSimulation::scenario);
  }

  @Test
  void whatWasForcedSurvivesLossesOfPowerAtOneServerAndAtAll() throws InterruptedException {
    runs("losses of power", 0, 100, HostSimulation::powerLosses);
  }

  @Test
  void whoForcesNothingAndLosesItsPowerLearnsFirst() throws InterruptedException {
    runs("losses of power where nothing is forced", 0, 100, HostSimulation::powerLossesUnforced);
  }

  @Test
  void forgedNewViewsAreRefused() throws InterruptedException {
    runs("forged new-views", 0, 20, AimedScenarios::forgedNewView);
  }

  @Test
  void longStallsEndWithinTheLivenessBound() throws InterruptedException {
    runs("long stalls", 0, 20, AimedScenarios::longStall);
  }

  @Test
  void nineLiarsOfThirtySplitNoVote() throws InterruptedException {
    runs("split votes", 0, 2, AimedScenarios::splitVote);
  }

  @Test
  void oldPromisesOfReplicasThatLostTheirLogBreakNoDecision() throws InterruptedException {
    runs("old promises", 0, 40, AimedScenarios::movingFault);
  }

  @Test
  void operatorsRecoverFromMoreLossesThanAreTolerated() throws InterruptedException {
    runs("recoveries", 0, 60, AimedScenarios::halt);
  }

  @Test
  void faultsThatMoveViolateNothing() throws InterruptedException {
    runs("moving faults", 0, 100, Scenario::moving);
  }

  private static void runs(String what, long from, long count, LongFunction<Scenario> family)
      throws InterruptedException {
    SimulationMain.Summary summary = SimulationMain.runAll(from, count, PlantedBug.NONE, family);
    LOG.info(what + ": " + summary.describe());
    assertThat(summary.failures())
        .withFailMessage(
            () ->
                summary.failures().size()
                    + " schedules failed, the first one:\n"
                    + Shrinker.explain(summary.failures().get(0), PlantedBug.NONE))
        .isEmpty();
  }
}
