package org.healthchain.consensus.replica;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthchain.consensus.dissemination.BatchConfig;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.dissemination.HoldingConfig;
import org.healthchain.consensus.dissemination.MixConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.transport.TestIdentity;

/**
 * Closed-loop clients against replicas over real brokers and TLS, all in this virtual machine.
 * Requests of 1 KiB; a client's request is answered when its own server has executed it. {@code
 * BENCHMARKS.md} has the command and results. Arguments: replicas clients seconds mix|direct
 * durable|volatile [seconds of warm-up].
 */
public final class ArtemisBenchmark {
  private static final int REQUEST_BYTES = 1024;
  private static final int MAX_SAMPLES = 2_000_000;

  /** The encryption of the links is slow until the compiler has got to it. */
  private static final int WARM_UP_SECONDS = 30;

  private final Map<Digest, Integer> clientOf = new ConcurrentHashMap<>();
  private final long[] sentNanos;
  private final byte[][] requests;
  private final long[] samples = new long[MAX_SAMPLES];
  private final AtomicInteger done = new AtomicInteger();
  private final List<TestServer> servers = new ArrayList<>();
  private volatile boolean running = true;

  private ArtemisBenchmark(int clients) {
    sentNanos = new long[clients];
    requests = new byte[clients][];
    Random random = new Random(7);
    for (int i = 0; i < clients; i++) {
      requests[i] = new byte[REQUEST_BYTES];
      random.nextBytes(requests[i]);
      requests[i][0] = 1;
    }
  }

  public static void main(String[] args) throws Exception {
    int replicas = Integer.parseInt(args[0]);
    int clients = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    DisseminationConfig config = args[3].equals("mix") ? DisseminationConfig.standard() : direct();
    Durability durability =
        args[4].equals("durable") ? Durability.POWER_FAILURE : Durability.PROCESS_END;
    ArtemisBenchmark benchmark = new ArtemisBenchmark(clients);
    Path root = Files.createTempDirectory("artemis-benchmark");
    benchmark.startServers(replicas, root, config, durability);
    int warmUpSeconds = args.length > 5 ? Integer.parseInt(args[5]) : WARM_UP_SECONDS;
    String result = benchmark.measure(clients, seconds, warmUpSeconds);
    out("| " + String.join(" ", args) + " | " + result + " |");
    System.exit(0);
  }

  /** One hop and short waits: what the mix costs shows in the difference. */
  private static DisseminationConfig direct() {
    return new DisseminationConfig(
        MixConfig.builder().forwardPercent(0).maxHoldMillis(10).build(),
        BatchConfig.builder().delayMillis(5).build(),
        HoldingConfig.builder().vectorIntervalMillis(2).build());
  }

  private void startServers(
      int replicas, Path root, DisseminationConfig config, Durability durability) throws Exception {
    List<TestIdentity> identities = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      identities.add(TestIdentity.create(i + 1));
    }
    Membership membership =
        Membership.of(0, identities.stream().map(TestIdentity::member).toList());
    for (int i = 0; i < replicas; i++) {
      int server = i;
      TestLedger ledger = new TestLedger(membership);
      ledger.onExecuted(id -> executed(server, id));
      servers.add(
          new TestServer(
              identities.get(i), root.resolve("r" + i), 300 + i, ledger, config, durability));
    }
    for (int i = 0; i < replicas; i++) {
      TestIdentity self = identities.get(i);
      servers
          .get(i)
          .start(
              identities.stream()
                  .filter(other -> other != self)
                  .map(TestIdentity::endpoint)
                  .toList());
    }
  }

  private String measure(int clients, int seconds, int warmUpSeconds) throws InterruptedException {
    for (int client = 0; client < clients; client++) {
      next(client);
    }
    Thread.sleep(warmUpSeconds * 1_000L);
    long blocksBefore = servers.get(0).ledger().height();
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int first = done.get();
    long cpu = os.getProcessCpuTime();
    long start = System.nanoTime();
    Thread.sleep(seconds * 1_000L);
    int last = Math.min(done.get(), MAX_SAMPLES);
    double elapsed = (System.nanoTime() - start) / 1e9;
    double cpuMicros = (os.getProcessCpuTime() - cpu) / 1e3;
    running = false;
    long[] sorted = Arrays.copyOfRange(samples, first, last);
    Arrays.sort(sorted);
    int count = Math.max(1, sorted.length);
    long blocks = servers.get(0).ledger().height() - blocksBefore;
    return String.format(
        Locale.ROOT,
        "%.0f op/s | p50 %.1f ms | p95 %.1f ms | p99 %.1f ms | %.0f us CPU/op | %d blocks",
        sorted.length / elapsed,
        percentile(sorted, 0.50),
        percentile(sorted, 0.95),
        percentile(sorted, 0.99),
        cpuMicros / count,
        blocks);
  }

  private void next(int client) {
    byte[] request = requests[client];
    ByteBuffer.wrap(request).putLong(1, System.nanoTime()).putInt(9, client);
    byte[] copy = request.clone();
    clientOf.put(Digest.sha256(copy), client);
    sentNanos[client] = System.nanoTime();
    if (!servers.get(client % servers.size()).submit(copy)) {
      throw new IllegalStateException("refused");
    }
  }

  private void executed(int server, Digest id) {
    Integer client = clientOf.get(id);
    if (client == null || client % servers.size() != server) {
      return;
    }
    clientOf.remove(id);
    int sample = done.getAndIncrement();
    if (sample < MAX_SAMPLES) {
      samples[sample] = System.nanoTime() - sentNanos[client];
    }
    if (running) {
      next(client);
    }
  }

  private static double percentile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1e6;
  }

  private static void out(String line) {
    System.out.println(line);
  }
}
