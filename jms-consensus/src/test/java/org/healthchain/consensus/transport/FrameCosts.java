package org.healthchain.consensus.transport;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a frame costs on its way through real brokers over TLS, in processor time of this virtual
 * machine: publishing it, and each copy (half to its sender, half to its receiver).
 */
public final class FrameCosts implements AutoCloseable {
  private static final int SMALL_BYTES = 256;
  private static final int LARGE_BYTES = 16 * 1_024;
  private static final int ROUNDS = 5;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final long MAX_WAIT_NANOS = 20_000_000_000L;

  private int receivers;
  private final List<TestNode> nodes = new ArrayList<>();

  private FrameCosts(Path root) {
    for (int i = 1; i <= 5; i++) {
      nodes.add(new TestNode(TestIdentity.create(i), root));
    }
  }

  /** Nanoseconds by name, as {@code base} of a frame and {@code unit} of a byte. */
  public static Map<String, Double> measure(Path root) throws IOException, InterruptedException {
    try (FrameCosts costs = new FrameCosts(root)) {
      return costs.measure();
    }
  }

  private Map<String, Double> measure() throws InterruptedException {
    listen(1, 1);
    round(SMALL_BYTES, 10_000);
    double smallToOne = best(SMALL_BYTES, 5_000);
    double largeToOne = best(LARGE_BYTES, 1_000);
    listen(2, 4);
    round(SMALL_BYTES, 5_000);
    double smallToFour = best(SMALL_BYTES, 3_000);
    double largeToFour = best(LARGE_BYTES, 600);
    double smallCopy = Math.max(0, (smallToFour - smallToOne) / 3);
    double largeCopy = Math.max(0, (largeToFour - largeToOne) / 3);
    Map<String, Double> nanos = new TreeMap<>();
    put(nanos, "frame.publish", smallToOne - smallCopy, largeToOne - largeCopy);
    put(nanos, "frame.copy", smallCopy / 2, largeCopy / 2);
    put(nanos, "frame.receive", smallCopy / 2, largeCopy / 2);
    return nanos;
  }

  private static void put(Map<String, Double> nanos, String name, double small, double large) {
    double unit = Math.max(0, (large - small) / (LARGE_BYTES - SMALL_BYTES));
    nanos.put(name + ".unit", unit);
    nanos.put(name + ".base", Math.max(0, small - SMALL_BYTES * unit));
  }

  private void listen(int from, int to) throws InterruptedException {
    receivers = to;
    TestNode sender = nodes.get(0);
    for (int i = from; i <= to; i++) {
      TestNode receiver = nodes.get(i);
      sender.know(receiver.identity);
      receiver.know(sender.identity);
      while (receiver.inbox.poll(50) == null) {
        sender.transport.broadcast(FrameKind.MESSAGE, new byte[1]);
      }
    }
  }

  private double best(int bytes, int frames) throws InterruptedException {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      best = Math.min(best, round(bytes, frames));
    }
    return best;
  }

  /** Processor nanoseconds for each frame, all its copies taken together. */
  private double round(int bytes, int frames) throws InterruptedException {
    drain(200);
    byte[] payload = new byte[bytes];
    long before = SYSTEM.getProcessCpuTime();
    int received = 0;
    for (int i = 0; i < frames; i++) {
      nodes.get(0).transport.broadcast(FrameKind.MESSAGE, payload);
      if (i % 50 == 0) {
        received += drain(0);
      }
    }
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    while (received < frames * receivers && System.nanoTime() < end) {
      received += drain(10);
    }
    double used = SYSTEM.getProcessCpuTime() - before;
    // A round in which frames got lost says nothing.
    return received < frames * receivers ? Double.MAX_VALUE : used / frames;
  }

  private int drain(long quietMillis) throws InterruptedException {
    int frames = 0;
    for (TestNode node : nodes.subList(1, nodes.size())) {
      while (node.inbox.poll(quietMillis) != null) {
        frames++; // the consumer's work is the replica's, not the transport's
      }
    }
    return frames;
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::close);
  }
}
