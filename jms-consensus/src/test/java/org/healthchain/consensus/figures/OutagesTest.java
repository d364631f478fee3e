package org.healthchain.consensus.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benchmark 7d's aims, small and without costs: the protocol's own delays. Deterministic. */
class OutagesTest {
  private static final int CLIENTS = 38;

  private static Outages of(int n) {
    return new Outages(n, CLIENTS, Costs.free(), 1);
  }

  @Test
  void fourReplicasCommitAgainWithinTwoSecondsOfTheirPrimarysDeath() {
    assertThat(of(4).primaryCrashMillis()).isLessThanOrEqualTo(2_000);
  }

  @Test
  void inCollectorModeTheyDoWithinFiveSeconds() {
    assertThat(of(19).primaryCrashMillis()).isLessThanOrEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 19})
  void whenMoreThanFComeBackProgressComesWithinTenSecondsByItself(int n) {
    assertThat(of(n).healMillis(10_000)).isLessThanOrEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 19})
  void withFSilentSevenTenthsOfTheThroughputAreKept(int n) {
    double[] throughput = of(n).throughputWithSilent(12_000, 4_000);

    assertThat(throughput[0]).isGreaterThanOrEqualTo(0.7 * throughput[1]);
  }

  @Test
  void oneSeedGivesOneRun() {
    Costs costs = Costs.free();
    ModelConfig config = ModelConfig.region(17, CLIENTS, 5);

    assertThat(Round.run(config, costs, 500, 1_000))
        .isEqualTo(Round.run(config, costs, 500, 1_000));
  }
}
