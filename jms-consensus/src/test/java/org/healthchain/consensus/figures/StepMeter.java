package org.healthchain.consensus.figures;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Measures what the steps of the state machines really take while a model runs, without the ports
 * they call. The slowest twentieth is left out of the means: there other processes were at work.
 */
final class StepMeter {
  private static final int MAX_SAMPLES = 200_000;

  private final Map<String, Samples> samples = new HashMap<>();
  private long portNanos;

  private static final class Samples {
    private final long[] nanos = new long[MAX_SAMPLES];
    private int count;
  }

  <T> T measure(String what, Supplier<T> step) {
    portNanos = 0;
    long start = System.nanoTime();
    T result = step.get();
    long elapsed = System.nanoTime() - start - portNanos;
    Samples known = samples.computeIfAbsent(what, key -> new Samples());
    if (known.count < MAX_SAMPLES) {
      known.nanos[known.count++] = elapsed;
    }
    return result;
  }

  /** A call of a port within a step: it has a price of its own. */
  <T> T port(Supplier<T> call) {
    long start = System.nanoTime();
    T result = call.get();
    portNanos += System.nanoTime() - start;
    return result;
  }

  /** Forgets what was measured before the code was warm. */
  void reset() {
    samples.clear();
  }

  Map<String, Double> means() {
    Map<String, Double> means = new TreeMap<>();
    samples.forEach(
        (what, known) -> {
          long[] sorted = Arrays.copyOf(known.nanos, known.count);
          Arrays.sort(sorted);
          int kept = Math.max(1, sorted.length - sorted.length / 20);
          means.put(what, Arrays.stream(sorted, 0, kept).average().orElse(0));
        });
    return means;
  }
}
