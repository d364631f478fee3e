package org.healthchain.consensus.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.storage.BootId;
import org.healthchain.consensus.storage.DirectoryDisk;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.LogGroup;
import org.healthchain.consensus.storage.ReplicaLog;
import org.healthchain.consensus.transport.FrameCosts;

/**
 * Measures what the operations of a replica cost on this machine, in processor time of the
 * measuring thread (a busy machine hardly disturbs that), the best of several warm rounds.
 */
final class Calibration {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 12;
  private static final int SMALL_BATCH = 1;
  private static final int LARGE_BATCH = 64;

  private final Map<String, Double> nanos = new TreeMap<>();

  private Calibration() {}

  /** What single operations cost. */
  static Costs operations() throws IOException, InterruptedException, MalformedMessageException {
    Calibration calibration = new Calibration();
    Path directory = Files.createTempDirectory("calibration");
    calibration.groupSignatures();
    calibration.ed25519();
    calibration.nanos.putAll(BlsCosts.measure());
    calibration.hash();
    calibration.codec();
    calibration.logs(directory);
    calibration.nanos.putAll(FrameCosts.measure(directory.resolve("brokers")));
    return new Costs(calibration.nanos);
  }

  /**
   * The state machines' own steps, in a running model of n replicas whose operations have a price
   * already.
   */
  static Costs steps(int n, Costs costs) {
    StepMeter meter = new StepMeter();
    ModelConsortium model = new ModelConsortium(ModelConfig.region(n, 1_500, 99), costs, meter);
    model.start();
    model.runFor(n > 60 ? 2_500 : 5_000);
    meter.reset();
    model.runFor(n > 60 ? 1_500 : 4_000);
    Map<String, Double> steps = new TreeMap<>();
    meter.means().forEach((what, mean) -> steps.put("step." + n + "." + what, mean));
    return costs.with(steps);
  }

  /** From crypto-jca-provider/BENCHMARKS.md: processor time, best of six warm repetitions. */
  private void groupSignatures() {
    nanos.put("group.sign", 672e3);
    nanos.put("group.verify.1", 2_090e3);
    nanos.put("group.verify.100", 309e3);
    nanos.put("group.verify.1000", 185e3);
  }

  private void ed25519() {
    byte[] secret = new byte[32];
    secret[0] = 1;
    byte[] publicKey = new byte[32];
    Ed25519.generatePublicKey(secret, 0, publicKey, 0);
    byte[] message = new byte[120];
    byte[] signature = new byte[64];
    nanos.put(
        "ed25519.sign",
        best(
            200,
            () ->
                Ed25519.sign(
                    secret, 0, publicKey, 0, null, message, 0, message.length, signature, 0)));
    nanos.put(
        "ed25519.verify",
        best(
            200,
            () -> {
              if (!Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length)) {
                throw new IllegalStateException("a good signature does not verify");
              }
            }));
  }

  private void hash() {
    byte[] small = new byte[64];
    byte[] large = new byte[64 + 16 * 1_024];
    double base = best(2_000, () -> Digest.sha256(small));
    double unit = (best(200, () -> Digest.sha256(large)) - base) / (large.length - small.length);
    line("sha256", base - unit * small.length, unit);
  }

  private void codec() throws MalformedMessageException {
    Message vote =
        new Prepare(
            0,
            new View(3),
            new SequenceNumber(17),
            Digest.sha256(new byte[] {2}),
            Bytes.of(new byte[64]));
    two("encode", vote, batch(LARGE_BATCH), message -> MessageCodec.encode(message));
    byte[] voteBytes = MessageCodec.encode(vote);
    byte[] smallBytes = MessageCodec.encode(batch(SMALL_BATCH));
    byte[] largeBytes = MessageCodec.encode(batch(LARGE_BATCH));
    // Hashing is what tells a batch from other messages, whose bytes cost as much as writing them.
    double unit = nanos.get("encode.unit");
    double small = best(2_000, () -> decode(voteBytes));
    line("decode", small - voteBytes.length * unit, unit);
    double one = best(1_000, () -> decode(smallBytes));
    double many = best(100, () -> decode(largeBytes));
    double hashed = (many - one) / (largeBytes.length - smallBytes.length);
    line("decodeBatch", one - smallBytes.length * hashed, hashed);
  }

  private static RelayBatch batch(int transactions) {
    TransactionBytes one = TransactionBytes.of(new byte[ModelConfig.TRANSACTION_BYTES]);
    return new RelayBatch(
        new LanePosition(new ReplicaId(1), 1, 1),
        1,
        Digest.ZERO,
        Collections.nCopies(transactions, one));
  }

  private static Message decode(byte[] bytes) {
    try {
      return MessageCodec.decode(bytes);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Use {
    Object of(Message message);
  }

  private void two(String name, Message small, Message large, Use use) {
    int smallBytes = MessageCodec.encode(small).length;
    int largeBytes = MessageCodec.encode(large).length;
    double one = best(2_000, () -> use.of(small));
    double other = best(100, () -> use.of(large));
    double unit = Math.max(0, (other - one) / (largeBytes - smallBytes));
    line(name, one - unit * smallBytes, unit);
  }

  private void line(String name, double base, double unit) {
    nanos.put(name + ".base", Math.max(0, base));
    nanos.put(name + ".unit", Math.max(0, unit));
  }

  private void logs(Path directory) throws IOException {
    List<LogRecord> one = List.of(record());
    List<LogRecord> sixteen = Collections.nCopies(16, record());
    try (ReplicaLog log = log(directory.resolve("log"))) {
      double base = best(200, () -> run(() -> log.commit(votes(one))));
      double more = best(50, () -> run(() -> log.commit(votes(sixteen))));
      line("voteLog.append", base - (more - base) / 15, (more - base) / 15);
      byte[] bytes = new byte[16 * 1_024];
      long[] number = {0};
      double small = best(100, () -> run(() -> store(log, number[0]++, new byte[1_024])));
      double large = best(100, () -> run(() -> store(log, number[0]++, bytes)));
      double unit = (large - small) / (15 * 1_024);
      line("batchLog.store", small - 1_024 * unit, unit);
    }
    nanos.put("disk.force", forceNanos(directory.resolve("forced")));
  }

  private static ReplicaLog log(Path directory) throws IOException {
    return ReplicaLog.open(
        new DirectoryDisk(directory), Durability.PROCESS_END, BootId.current(), 0);
  }

  private static LogGroup votes(List<LogRecord> records) {
    return LogGroup.of(false, records, Map.of(), Set.of());
  }

  private static void store(ReplicaLog log, long number, byte[] bytes) throws IOException {
    Digest digest = Digest.sha256(ByteBuffer.allocate(8).putLong(number).array());
    log.commit(LogGroup.of(true, List.of(record()), Map.of(digest, bytes), Set.of(digest)));
  }

  /** Until the disk has it: wall clock, the median. */
  private static double forceNanos(Path file) throws IOException {
    List<Long> took = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 300; i++) {
        channel.write(ByteBuffer.allocate(1_024));
        long start = System.nanoTime();
        channel.force(false);
        took.add(System.nanoTime() - start);
      }
    }
    Collections.sort(took);
    return took.get(took.size() / 2);
  }

  private static LogRecord record() {
    java.util.BitSet bits = new java.util.BitSet();
    bits.set(0, 3);
    QuorumCertificate certificate =
        new QuorumCertificate(
            SignatureScheme.ED25519, 0, MemberSet.of(4, bits), Bytes.of(new byte[192]));
    Proposal proposal =
        new Proposal(
            View.ZERO,
            new SequenceNumber(5),
            1,
            Collections.nCopies(8, Digest.sha256(new byte[1])));
    return new LogRecord.Committed(new CommittedProof(View.ZERO, proposal, certificate));
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double best(int times, Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < times * 10; i++) {
      work.run();
    }
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / (double) times);
    }
    return best;
  }
}
