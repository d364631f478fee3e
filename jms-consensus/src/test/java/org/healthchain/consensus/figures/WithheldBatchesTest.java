package org.healthchain.consensus.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ordering and dissemination together, against relays that withhold what they have ordered. */
class WithheldBatchesTest {
  /**
   * f liars give their batches to one honest replica only. With it f+1 hold them, so they are
   * ordered, and everybody else must get them from that one.
   */
  @ParameterizedTest
  @CsvSource({"4,1", "4,2", "7,1"})
  void whatOneHonestReplicaHoldsReachesEverybody(int n, long seed) {
    Set<Integer> liars = new TreeSet<>();
    for (int i = 0; i < (n - 1) / 3; i++) {
      liars.add(1 + i);
    }
    ModelConsortium model =
        new ModelConsortium(ModelConfig.region(n, 3 * n, seed).withLiars(liars), Costs.free());
    model.start();
    model.runFor(4_000);
    model.dismissClients();
    model.runFor(20_000);

    assertThat(model.replicas().get(n - 1).transport().fetches()).isPositive();
    assertThat(model.latencies.count()).isGreaterThan(n);
    for (ModelReplica replica : model.replicas()) {
      assertThat(replica.height()).isEqualTo(model.chain.height());
      assertThat(replica.core().status().pooledBatches()).isZero();
    }
  }
}
