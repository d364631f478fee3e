package org.healthchain.consensus.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.transport.TestIdentity;

/**
 * Benchmark 7d over real brokers: four servers in four virtual machines under a steady trickle of
 * transactions; the primary is killed with -9, again and again. Measured is the time from the kill
 * until the first transaction that was handed in <em>after</em> it stands on a ledger: nothing that
 * was under way before can pass for progress. {@code BENCHMARKS.md} has the command. Arguments: how
 * often.
 */
public final class CrashBenchmark {
  private static final int N = 4;
  private static final long TRICKLE_MILLIS = 25;
  private static final long QUIET_MILLIS = 3_000;
  private static final long PATIENCE_MILLIS = 120_000;

  private final Path root = Files.createTempDirectory("crash-benchmark");
  private final int[] ports = new int[N];
  private final ServerProcess[] servers = new ServerProcess[N];
  private final ConcurrentLinkedQueue<Handed> handed = new ConcurrentLinkedQueue<>();
  private volatile int down = -1;

  /** A transaction and when it was handed in. */
  private record Handed(String id, long millis) {}

  /**
   * What one kill cost, in milliseconds.
   *
   * @param first until the first of the others committed
   * @param quorum until all three had
   */
  private record Outage(long first, long quorum) {}

  private CrashBenchmark() throws IOException {}

  public static void main(String[] args) throws Exception {
    CrashBenchmark benchmark = new CrashBenchmark();
    List<Outage> outages;
    try {
      outages = benchmark.run(args.length > 0 ? Integer.parseInt(args[0]) : 5);
    } finally {
      benchmark.killAll();
      benchmark.deleteDisks();
    }
    System.out.println(
        "| primary killed with -9, n = 4 | min ms | median ms | max ms |\n| --- | --- | --- | --- |");
    report("next commit at the first of the others", outages.stream().map(Outage::first).toList());
    report("next commit at all three others", outages.stream().map(Outage::quorum).toList());
    System.exit(0);
  }

  private static void report(String what, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "| %s, %d times | %d | %d | %d |%n",
        what,
        sorted.size(),
        sorted.get(0),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() - 1));
  }

  private List<Outage> run(int times) throws Exception {
    for (int i = 0; i < N; i++) {
      TestIdentity identity = TestIdentity.create(i + 1);
      identity.save(root);
      ports[i] = identity.port();
    }
    for (int i = 0; i < N; i++) {
      servers[i] = new ServerProcess(root, i + 1, ports);
    }
    await(() -> IntStream.range(0, N).allMatch(i -> servers[i].height() >= 0), "four starts");
    Thread trickle = new Thread(this::trickle, "trickle");
    trickle.setDaemon(true);
    trickle.start();
    List<Outage> outages = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      settle();
      Outage outage = killPrimary();
      System.out.println("kill " + (i + 1) + ": " + outage);
      outages.add(outage);
    }
    return outages;
  }

  /** One transaction every few milliseconds, to whoever is up. */
  private void trickle() {
    for (int number = 0; ; number++) {
      String text = "visit " + number;
      int at = number % N;
      if (at != down) {
        Digest id = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
        handed.add(new Handed(id.toString(), System.currentTimeMillis()));
        try {
          servers[at].submit(text);
        } catch (IOException e) {
          // It was killed just now: this one will never be committed, the next will.
        }
      }
      try {
        Thread.sleep(TRICKLE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Everyone follows one primary, and what was handed in a while ago is everywhere. */
  private void settle() throws InterruptedException {
    Thread.sleep(QUIET_MILLIS);
    await(
        () -> {
          long lowest = IntStream.range(0, N).mapToLong(i -> servers[i].height()).min().getAsLong();
          long highest =
              IntStream.range(0, N).mapToLong(i -> servers[i].height()).max().getAsLong();
          long primaries =
              IntStream.range(0, N).mapToLong(i -> servers[i].primary()).distinct().count();
          return highest - lowest <= 20 && primaries == 1 && servers[0].primary() > 0;
        },
        "one primary and level ledgers");
  }

  private Outage killPrimary() throws Exception {
    int primary = (int) servers[0].primary() - 1;
    down = primary;
    handed.clear();
    long killed = System.currentTimeMillis();
    servers[primary].kill();
    List<Long> commits = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      ServerProcess server = servers[i];
      if (i != primary) {
        await(() -> nextCommit(server, killed) < Long.MAX_VALUE, "a commit at server " + (i + 1));
        commits.add(nextCommit(server, killed) - killed);
      }
    }
    servers[primary] = new ServerProcess(root, primary + 1, ports);
    await(() -> servers[primary].height() >= 0, "a restart");
    down = -1;
    return new Outage(
        commits.stream().min(Long::compare).orElseThrow(),
        commits.stream().max(Long::compare).orElseThrow());
  }

  /** When a server first committed something that was handed in after the kill. */
  private long nextCommit(ServerProcess server, long killed) {
    return handed.stream()
        .filter(one -> one.millis() > killed)
        .mapToLong(one -> server.committedMillis(one.id()))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + PATIENCE_MILLIS + " ms for " + what);
      }
      Thread.sleep(20);
    }
  }

  private void deleteDisks() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void killAll() throws InterruptedException {
    for (ServerProcess server : servers) {
      if (server != null) {
        server.kill();
      }
    }
  }
}
