package org.healthchain.consensus.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.healthchain.consensus.dissemination.BatchConfig;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.dissemination.HoldingConfig;
import org.healthchain.consensus.dissemination.MixConfig;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.storage.Durability;

/**
 * Core, codec, signatures and dissemination of four replicas in one process, without JMS:
 * closed-loop clients, 1 KiB requests. Arguments: seconds per run. Prints a table in Markdown.
 */
public final class ConsensusBenchmark {
  private static final int FOUR = 4;
  private static final int REQUEST_BYTES = 1024;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int replicas;
  private final int clients;
  private final List<BenchmarkNode> nodes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBoolean measuring = new AtomicBoolean();
  private final List<LatencyLog> latencies = new ArrayList<>();

  /** Latencies of one node's clients; written by that node's thread alone. */
  private static final class LatencyLog {
    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long value) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = value;
    }
  }

  private ConsensusBenchmark(
      int replicas, int clients, DisseminationConfig config, Optional<Durability> durability)
      throws IOException {
    this.replicas = replicas;
    this.clients = clients;
    List<BenchmarkKey> keys = Stream.generate(BenchmarkKey::new).limit(replicas).toList();
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      members.add(new Member(new ReplicaId(i), keys.get(i).publicKey(), Bytes.EMPTY));
    }
    Membership membership = Membership.of(0, members);
    Map<ReplicaId, BenchmarkNode> byId = new LinkedHashMap<>();
    for (int i = 0; i < replicas; i++) {
      Optional<Path> directory =
          durability.isEmpty()
              ? Optional.empty()
              : Optional.of(Files.createTempDirectory("consensus-benchmark"));
      BenchmarkNode node =
          new BenchmarkNode(
              new ReplicaId(i),
              membership,
              keys.get(i),
              config,
              directory,
              durability.orElse(Durability.PROCESS_END));
      byId.put(node.id, node);
      nodes.add(node);
      latencies.add(new LatencyLog());
    }
    Map<Long, BenchmarkNode.Block> archive = new ConcurrentHashMap<>();
    nodes.forEach(
        node -> {
          node.nodes = byId;
          node.archive = archive;
        });
  }

  /** One line of the table. */
  private record Row(int clients, int holdMillis, Optional<Durability> durability) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(200, 0, Optional.empty()),
          new Row(1, 0, Optional.empty()),
          new Row(200, 0, Optional.of(Durability.PROCESS_END)),
          new Row(1, 0, Optional.of(Durability.PROCESS_END)),
          new Row(200, 0, Optional.of(Durability.POWER_FAILURE)),
          new Row(1, 0, Optional.of(Durability.POWER_FAILURE)),
          new Row(200, 10, Optional.empty()));

  /** Runs the given rows (numbers after seconds and warm-up seconds), or all. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8;
    int warmUpSeconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    System.out.println(
        "| clients | mix hold ms | votes and batches | op/s | p50 ms | p95 ms | p99 ms"
            + " | CPU µs/op (4 replicas) | ops/block | cores used |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    List<String> chosen =
        Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
    for (int i = 0; i < ROWS.size(); i++) {
      if (chosen.isEmpty() || chosen.contains(String.valueOf(i))) {
        run(ROWS.get(i), seconds, warmUpSeconds);
      }
    }
    System.exit(0);
  }

  private static void run(Row row, int seconds, int warmUpSeconds) throws Exception {
    int clients = row.clients();
    int holdMillis = row.holdMillis();
    Optional<Durability> durability = row.durability();
    ConsensusBenchmark run =
        new ConsensusBenchmark(FOUR, clients, config(clients, holdMillis), durability);
    String line = run.measure(seconds, warmUpSeconds).row();
    String kept =
        durability.isEmpty()
            ? "in memory"
            : durability.get() == Durability.PROCESS_END ? "on disk" : "on disk, forced";
    System.out.printf(Locale.ROOT, "| %d | %d | %s | %s |%n", clients, holdMillis, kept, line);
  }

  private static DisseminationConfig config(int clients, int holdMillis) {
    MixConfig mix = MixConfig.builder().maxHoldMillis(holdMillis).build();
    HoldingConfig holding =
        HoldingConfig.builder()
            .vectorIntervalMillis(clients == 1 ? 0 : 2)
            .retentionMillis(1_000)
            .build();
    return new DisseminationConfig(mix, BatchConfig.standard(), holding);
  }

  /** What came of a run. */
  public record Measured(
      double throughput,
      double p50Millis,
      double p95Millis,
      double p99Millis,
      double cpuMicrosPerOperation,
      double operationsPerBlock,
      double coresUsed) {
    String row() {
      return String.format(
          Locale.ROOT,
          "%.0f | %.1f | %.1f | %.1f | %.0f | %.1f | %.2f",
          throughput,
          p50Millis,
          p95Millis,
          p99Millis,
          cpuMicrosPerOperation,
          operationsPerBlock,
          coresUsed);
    }
  }

  /** One run with votes and batches in memory. */
  public static Measured run(
      int replicas, int clients, DisseminationConfig config, int seconds, int warmUpSeconds)
      throws IOException, InterruptedException {
    return new ConsensusBenchmark(replicas, clients, config, Optional.empty())
        .measure(seconds, warmUpSeconds);
  }

  private Measured measure(int seconds, int warmUpSeconds) throws InterruptedException {
    for (BenchmarkNode node : nodes) {
      Thread thread = new Thread(node, "replica-" + node.id);
      threads.add(thread);
      thread.start();
    }
    Random random = new Random(1);
    for (int i = 0; i < clients; i++) {
      submitNext(i % replicas, random.nextLong());
    }
    Thread.sleep(warmUpSeconds * 1_000L);
    long blocksBefore = nodes.get(0).blocks;
    long cpuBefore = cpuNanos();
    long start = System.nanoTime();
    measuring.set(true);
    Thread.sleep(seconds * 1_000L);
    measuring.set(false);
    long elapsed = System.nanoTime() - start;
    long cpu = cpuNanos() - cpuBefore;
    long blocks = nodes.get(0).blocks - blocksBefore;
    stop();
    return report(elapsed, cpu, blocks);
  }

  /** The latency starts when the client hands the request to its replica's queue. */
  private void submitNext(int node, long number) {
    byte[] request = new byte[REQUEST_BYTES];
    new Random(number).nextBytes(request);
    long start = System.nanoTime();
    nodes
        .get(node)
        .submit(
            TransactionBytes.of(request),
            id -> {
              if (measuring.get()) {
                latencies.get(node).add(System.nanoTime() - start);
              }
              submitNext(node, number * 6364136223846793005L + 1442695040888963407L);
            });
  }

  private long cpuNanos() {
    return threads.stream().mapToLong(thread -> THREADS.getThreadCpuTime(thread.getId())).sum();
  }

  private void stop() throws InterruptedException {
    nodes.forEach(node -> node.stopped = true);
    for (Thread thread : threads) {
      thread.join();
    }
    for (BenchmarkNode node : nodes) {
      if (node.failure != null) {
        throw new IllegalStateException("replica " + node.id + " failed", node.failure);
      }
    }
  }

  private Measured report(long elapsedNanos, long cpuNanos, long blocks) {
    long[] all =
        latencies.stream()
            .flatMapToLong(one -> Arrays.stream(one.nanos, 0, one.count))
            .sorted()
            .toArray();
    if (all.length == 0) {
      nodes.forEach(node -> System.err.println(node.summary()));
      throw new IllegalStateException("no progress");
    }
    return new Measured(
        all.length * 1e9 / elapsedNanos,
        percentile(all, 50),
        percentile(all, 95),
        percentile(all, 99),
        cpuNanos / 1e3 / all.length,
        (double) all.length / Math.max(1, blocks),
        (double) cpuNanos / elapsedNanos);
  }

  private static double percentile(long[] sorted, int percent) {
    return sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e6;
  }
}
