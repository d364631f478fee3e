package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.healthchain.consensus.core.PlantedBug;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  private static final int ALL_LINES = 1_000_000;

  @Test
  void oneSeedGivesOneTraceByteForByte() {
    for (long seed : new long[] {3, 17, 4_711}) {
      Simulation.Result first = Simulation.run(Scenario.of(seed), PlantedBug.NONE, ALL_LINES);
      Simulation.Result second = Simulation.run(Scenario.of(seed), PlantedBug.NONE, ALL_LINES);

      assertThat(second.traceText()).isEqualTo(first.traceText()).isNotEmpty();
      assertThat(second.traceHash()).isEqualTo(first.traceHash());
      assertThat(second.events()).isEqualTo(first.events());
    }
  }

  @Test
  void aSeedWithDisseminationGivesOneTraceAsWell() {
    Simulation.Result first = Simulation.run(Relaying.scenario(1), PlantedBug.NONE, ALL_LINES);
    Simulation.Result second = Simulation.run(Relaying.scenario(1), PlantedBug.NONE, ALL_LINES);

    assertThat(second.traceText())
        .isEqualTo(first.traceText())
        .contains("RelayBatch", "MixHop", "HoldingVector", "BatchFetch");
  }

  @Test
  void aSeedOfWholeHostsGivesOneTraceAsWell() {
    Simulation.Result first = HostSimulation.run(HostSimulation.scenario(2), ALL_LINES);
    Simulation.Result second = HostSimulation.run(HostSimulation.scenario(2), ALL_LINES);

    assertThat(second.traceText()).isEqualTo(first.traceText()).contains("RelayBatch", " has 9 ");
    assertThat(second.events()).isEqualTo(first.events());
  }

  @Test
  void keepingTheTraceDoesNotChangeTheRun() {
    Simulation.Result quiet = Simulation.run(Scenario.of(5), PlantedBug.NONE, 0);
    Simulation.Result verbose = Simulation.run(Scenario.of(5), PlantedBug.NONE, 100);

    assertThat(verbose.traceHash()).isEqualTo(quiet.traceHash());
  }

  @Test
  void anotherSeedGivesAnotherTrace() {
    assertThat(Simulation.run(7).traceHash()).isNotEqualTo(Simulation.run(8).traceHash());
  }

  @Test
  void shrinkingKeepsTheFailureAndSaysHowToReplayIt() {
    Simulation.Result failure = Simulation.run(Scenario.of(1), PlantedBug.VOTER_COUNTED_TWICE, 0);
    assertThat(failure.violation()).isPresent();

    String explanation = Shrinker.explain(failure, PlantedBug.VOTER_COUNTED_TWICE);

    assertThat(explanation).contains("replay 1", "shrunk to", "certificate with");
  }
}
