package org.healthchain.consensus.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One measured window of a model.
 *
 * @param throughput transactions answered a second
 * @param orderingDeliveries of the ordering protocol for each block, beacons not among them
 * @param primaryCores that the primary used on average
 * @param averageCores that a replica used on average
 */
record Round(
    int n,
    double throughput,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double blocksPerSecond,
    double transactionsPerBlock,
    double orderingDeliveries,
    double beaconDeliveries,
    double disseminationDeliveries,
    double primaryCores,
    double averageCores,
    double megabitsPerReplica) {

  static final String CSV_HEADING =
      "round,replicas,transactions_per_second,p50_ms,p95_ms,p99_ms,blocks_per_second,"
          + "transactions_per_block,ordering_deliveries_per_block,beacon_deliveries_per_block,"
          + "dissemination_deliveries_per_block,primary_cores,average_cores,megabits_per_replica";

  static final String HEADING =
      "| replicas | tx/s | p50 ms | p95 ms | p99 ms | blocks/s | tx/block | deliveries/block:"
          + " ordering | beacons | dissemination | cores used: primary | average | Mbit/s |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

  String csv() {
    return String.format(
        Locale.ROOT, "%d,%.1f,%.1f,%.1f,%.1f,%.2f,%.1f,%.1f,%.1f,%.1f,%.3f,%.3f,%.2f", fields());
  }

  /** Reads a line of {@link #csv}, with its number before it. */
  static Round parse(String line) {
    String[] fields = line.split(",");
    double[] v = Arrays.stream(fields).skip(2).mapToDouble(Double::parseDouble).toArray();
    return new Round(
        Integer.parseInt(fields[1]),
        v[0],
        v[1],
        v[2],
        v[3],
        v[4],
        v[5],
        v[6],
        v[7],
        v[8],
        v[9],
        v[10],
        v[11]);
  }

  String markdown() {
    return String.format(
        Locale.ROOT,
        "| %d | %.0f | %.0f | %.0f | %.0f | %.1f | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.0f |",
        fields());
  }

  private Object[] fields() {
    return new Object[] {
      n,
      throughput,
      p50Millis,
      p95Millis,
      p99Millis,
      blocksPerSecond,
      transactionsPerBlock,
      orderingDeliveries,
      beaconDeliveries,
      disseminationDeliveries,
      primaryCores,
      averageCores,
      megabitsPerReplica
    };
  }

  /** The means of rounds; of percentiles too. */
  static Round mean(List<Round> rounds) {
    return new Round(
        rounds.get(0).n,
        mean(rounds, Round::throughput),
        mean(rounds, Round::p50Millis),
        mean(rounds, Round::p95Millis),
        mean(rounds, Round::p99Millis),
        mean(rounds, Round::blocksPerSecond),
        mean(rounds, Round::transactionsPerBlock),
        mean(rounds, Round::orderingDeliveries),
        mean(rounds, Round::beaconDeliveries),
        mean(rounds, Round::disseminationDeliveries),
        mean(rounds, Round::primaryCores),
        mean(rounds, Round::averageCores),
        mean(rounds, Round::megabitsPerReplica));
  }

  private static double mean(List<Round> rounds, ToDoubleFunction<Round> field) {
    return rounds.stream().mapToDouble(field).average().orElseThrow();
  }

  static Round run(ModelConfig config, Costs costs, long warmUpMillis, long measuredMillis) {
    ModelConsortium model = new ModelConsortium(config, costs.forReplicas(config.n()));
    model.start();
    model.runFor(warmUpMillis);
    return measure(model, measuredMillis);
  }

  static Round measure(ModelConsortium model, long millis) {
    model.latencies.reset();
    long blocksBefore = model.chain.height();
    long[] before = deliveries(model);
    double usedBefore = used(model);
    double primaryBefore = model.machines().get(0).usedNanos();
    long bytesBefore = model.network.bytes();
    model.runFor(millis);
    double seconds = millis / 1e3;
    double blocks = Math.max(1, model.chain.height() - blocksBefore);
    long[] after = deliveries(model);
    double answered = model.latencies.count();
    int n = model.config.n();
    return new Round(
        n,
        answered / seconds,
        model.latencies.percentileMillis(50),
        model.latencies.percentileMillis(95),
        model.latencies.percentileMillis(99),
        blocks / seconds,
        answered / blocks,
        (after[0] - before[0]) / blocks,
        (after[1] - before[1]) / blocks,
        (after[2] - before[2]) / blocks,
        (model.machines().get(0).usedNanos() - primaryBefore) / 1e9 / seconds,
        (used(model) - usedBefore) / 1e9 / seconds / n,
        (model.network.bytes() - bytesBefore) * 8 / 1e6 / seconds / n);
  }

  private static double used(ModelConsortium model) {
    return model.machines().stream().mapToDouble(Machine::usedNanos).sum();
  }

  private static long[] deliveries(ModelConsortium model) {
    long[] sum = new long[3];
    for (ModelReplica replica : model.replicas()) {
      long[] one = replica.transport().deliveries();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i];
      }
    }
    return sum;
  }
}
