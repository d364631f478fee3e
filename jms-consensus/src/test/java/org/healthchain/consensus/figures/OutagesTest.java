package org.healthchain.consensus.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.healthchain.consensus.message.View;
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

  /** Else it would wait for ever for batches to be ordered that are, and complain of primaries. */
  @ParameterizedTest
  @ValueSource(ints = {4, 19})
  void whoCatchesUpByFetchedBlocksHasNothingLeftToOrder(int n) {
    ModelConsortium model = new ModelConsortium(ModelConfig.region(n, CLIENTS, 3), Costs.free());
    model.start();
    model.runFor(2_000);
    List<ModelReplica> laggards = model.replicas().subList(1, 1 + (n - 1) / 3);
    laggards.forEach(ModelReplica::crash);
    model.runFor(3_000);
    laggards.forEach(ModelReplica::start);
    model.runFor(2_000);
    model.dismissClients();
    model.runFor(20_000);

    for (ModelReplica replica : model.replicas()) {
      assertThat(replica.height()).isEqualTo(model.chain.height());
      assertThat(replica.core().status().view()).isEqualTo(View.ZERO);
      assertThat(replica.core().status().pooledBatches()).isZero();
    }
  }

  @Test
  void oneSeedGivesOneRun() {
    Costs costs = Costs.free();
    ModelConfig config = ModelConfig.region(17, CLIENTS, 5);

    assertThat(Round.run(config, costs, 500, 1_000))
        .isEqualTo(Round.run(config, costs, 500, 1_000));
  }
}
