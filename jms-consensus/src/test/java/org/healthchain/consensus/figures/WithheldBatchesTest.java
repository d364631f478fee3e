package org.healthchain.consensus.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.healthchain.consensus.message.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ordering and dissemination together, against relays that withhold what they have ordered. */
class WithheldBatchesTest {
  private static final long FIRST_TRICKS_MILLIS = 4_000;

  /** When the first replica executed a block. */
  private final Map<Long, Long> firstMicros = new HashMap<>();

  /** By how much a replica was later than the first at most. */
  private long slowestBlockMillis;

  /**
   * f liars give their batches to one honest replica only. With it f+1 hold them, so they are
   * ordered, and everybody else must get them from that one.
   */
  @ParameterizedTest
  @CsvSource({"4,1", "4,2", "7,1"})
  void whatOneHonestReplicaHoldsReachesEverybody(int n, long seed) {
    ModelConsortium model = withLiars(n, seed);
    model.runFor(FIRST_TRICKS_MILLIS);
    model.dismissClients();
    model.runFor(20_000);

    assertThat(model.replicas().get(n - 1).transport().fetches()).isPositive();
    assertThat(model.latencies.count()).isGreaterThan(n);
    for (ModelReplica replica : model.replicas()) {
      assertThat(replica.height()).isEqualTo(model.chain.height());
      assertThat(replica.core().status().pooledBatches()).isZero();
    }
  }

  /**
   * What f+1 hold is fetched before a primary has to order it, from who said that it holds it; a
   * liar among those costs a fifth of the fetch timeout once, and is asked last for a while then.
   * Virtual time, and no cost but the protocol's own delays.
   */
  @ParameterizedTest
  @CsvSource({"4,1", "4,2", "7,1", "10,1"})
  void liarsHoldBlocksUpForMomentsOnlyAndNobodyLeavesTheView(int n, long seed) {
    ModelConsortium model = withLiars(n, seed);
    model.runFor(FIRST_TRICKS_MILLIS);

    assertThat(model.replicas().get(n - 1).transport().fetches()).isPositive();
    assertThat(slowestBlockMillis).isLessThan(200);
    assertThat(model.latencies.percentileMillis(50)).isLessThan(200);
    assertThat(model.latencies.percentileMillis(100)).isLessThan(1_000);
    assertThat(model.latencies.count()).isGreaterThan(40 * n);
    for (ModelReplica replica : model.replicas()) {
      assertThat(replica.core().status().view()).isEqualTo(View.ZERO);
    }
  }

  private ModelConsortium withLiars(int n, long seed) {
    Set<Integer> liars = new TreeSet<>();
    for (int i = 0; i < (n - 1) / 3; i++) {
      liars.add(1 + i);
    }
    ModelConsortium model =
        new ModelConsortium(ModelConfig.region(n, 3 * n, seed).withLiars(liars), Costs.free());
    model.onExecuted =
        (replica, block) -> {
          long now = model.queue.nowMicros();
          Long first = firstMicros.putIfAbsent(block.proposal().sequenceNumber().value(), now);
          if (first != null) {
            slowestBlockMillis = Math.max(slowestBlockMillis, (now - first) / 1_000);
          }
        };
    model.start();
    return model;
  }
}
