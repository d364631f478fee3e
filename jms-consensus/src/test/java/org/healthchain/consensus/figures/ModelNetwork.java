package org.healthchain.consensus.figures;

import java.util.SplittableRandom;
import org.healthchain.consensus.simulation.EventQueue;

/** Lines with a bandwidth at either end and a latency between; frames of a pair stay in order. */
final class ModelNetwork {
  /** A frame's header and signature, JMS, TLS and TCP around the payload. */
  static final int OVERHEAD_BYTES = 300;

  private final EventQueue queue;
  private final ModelConfig.NetworkConfig config;
  private final int[] latencyMicros;
  private final int n;
  private final double[] outFreeMicros;
  private final double[] inFreeMicros;
  private long bytes;

  ModelNetwork(EventQueue queue, ModelConfig config, SplittableRandom random) {
    this.queue = queue;
    this.config = config.network();
    n = config.n();
    latencyMicros = new int[n * n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < a; b++) {
        long drawn =
            random.nextLong(this.config.minLatencyMicros(), this.config.maxLatencyMicros() + 1);
        latencyMicros[a * n + b] = (int) drawn;
        latencyMicros[b * n + a] = (int) drawn;
      }
    }
    outFreeMicros = new double[n];
    inFreeMicros = new double[n];
  }

  long bytes() {
    return bytes;
  }

  void send(int from, int to, int payloadBytes, Runnable arrived) {
    int size = payloadBytes + OVERHEAD_BYTES;
    bytes += size;
    double lineMicros = size * 8e6 / config.bitsPerSecond();
    outFreeMicros[from] = Math.max(outFreeMicros[from], (double) queue.nowMicros()) + lineMicros;
    long at = (long) Math.ceil(outFreeMicros[from]) + latencyMicros[from * n + to];
    queue.at(at, () -> arrive(to, lineMicros, arrived));
  }

  private void arrive(int to, double lineMicros, Runnable arrived) {
    long now = queue.nowMicros();
    if (inFreeMicros[to] <= now) {
      // The last bit left the sender long ago; an idle line costs no more than it took there.
      inFreeMicros[to] = now;
      arrived.run();
    } else {
      queue.at((long) Math.ceil(inFreeMicros[to]), arrived);
    }
    inFreeMicros[to] += lineMicros;
  }
}
