package org.healthchain.consensus.figures;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.View;

/** Benchmark 7d in the model: what an outage costs, in virtual time and with measured costs. */
final class Outages {
  private static final long WARM_UP_MILLIS = 4_000;
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long STEP_MILLIS = 10;

  private final int n;
  private final int clients;
  private final Costs costs;
  private final long seed;

  Outages(int n, int clients, Costs costs, long seed) {
    this.n = n;
    this.clients = clients;
    this.costs = costs.forReplicas(n);
    this.seed = seed;
  }

  /**
   * The primary is killed under load: milliseconds until a quorum has executed a block in a later
   * view.
   */
  long primaryCrashMillis() {
    ModelConsortium model = model(Set.of());
    model.runFor(WARM_UP_MILLIS);
    ModelReplica primary = primary(model);
    View old = primary.core().status().view();
    Map<ReplicaId, Long> executed = new TreeMap<>();
    model.onExecuted =
        (replica, block) -> {
          if (replica.core().status().view().compareTo(old) > 0) {
            executed.putIfAbsent(replica.id, model.queue.nowMicros());
          }
        };
    long crashed = model.queue.nowMicros();
    primary.crash();
    return untilQuorum(model, executed, crashed);
  }

  /**
   * More than f servers, the primary among them, are killed and come back together: milliseconds
   * from then until a quorum has executed a further block.
   *
   * @param downMillis how long they stay away
   */
  long healMillis(long downMillis) {
    ModelConsortium model = model(Set.of());
    model.runFor(WARM_UP_MILLIS);
    Set<ModelReplica> down = new java.util.LinkedHashSet<>();
    down.add(primary(model));
    int needed = n - model.membership.quorum() + 1;
    for (ModelReplica replica : model.replicas()) {
      if (down.size() < needed) {
        down.add(replica);
      }
    }
    down.forEach(ModelReplica::crash);
    model.runFor(downMillis);
    long stoodAt = model.chain.height();
    model.runFor(1_000);
    if (model.chain.height() != stoodAt) {
      throw new IllegalStateException("went on without a quorum");
    }
    Map<ReplicaId, Long> executed = new TreeMap<>();
    model.onExecuted =
        (replica, block) -> {
          if (block.proposal().sequenceNumber().value() > stoodAt) {
            executed.putIfAbsent(replica.id, model.queue.nowMicros());
          }
        };
    long healed = model.queue.nowMicros();
    down.forEach(ModelReplica::start);
    return untilQuorum(model, executed, healed);
  }

  /**
   * Throughput with f replicas down from the start, the first primary among them, and that of the
   * same clients with all up.
   */
  double[] throughputWithSilent(long warmUpMillis, long measuredMillis) {
    Set<Integer> silent = new TreeSet<>();
    for (int i = 0; i < (n - 1) / 3; i++) {
      silent.add(3 * i);
    }
    double[] throughput = new double[2];
    int at = 0;
    for (Set<Integer> missing : java.util.List.of(silent, Set.<Integer>of())) {
      ModelConsortium model = model(missing);
      model.runFor(warmUpMillis);
      throughput[at++] = Round.measure(model, measuredMillis).throughput();
    }
    return throughput;
  }

  private ModelConsortium model(Set<Integer> silent) {
    ModelConsortium model =
        new ModelConsortium(ModelConfig.region(n, clients, seed).withSilent(silent), costs);
    model.start();
    return model;
  }

  private static ModelReplica primary(ModelConsortium model) {
    return model.replica(model.replicas().get(1).core().status().primary().orElseThrow());
  }

  private static long untilQuorum(
      ModelConsortium model, Map<ReplicaId, Long> executed, long sinceMicros) {
    int quorum = model.membership.quorum();
    while (executed.size() < quorum) {
      if (model.queue.nowMicros() - sinceMicros > PATIENCE_MILLIS * 1_000) {
        throw new IllegalStateException("no progress within " + PATIENCE_MILLIS + " ms");
      }
      model.runFor(STEP_MILLIS);
    }
    long last = executed.values().stream().sorted().skip(quorum - 1L).findFirst().orElseThrow();
    return (last - sinceMicros) / 1_000;
  }
}
