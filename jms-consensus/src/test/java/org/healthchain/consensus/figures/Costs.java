package org.healthchain.consensus.figures;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Nanoseconds of processor time by operation, as measured; see {@link Calibration} for the names.
 * What has two terms is {@code name.base} and {@code name.unit}.
 */
final class Costs {
  private final Map<String, Double> nanos;

  Costs(Map<String, Double> nanos) {
    this.nanos = new TreeMap<>(nanos);
  }

  /** Nothing costs anything: for measuring steps, and for tests of behaviour. */
  static Costs free() {
    return new Costs(Map.of());
  }

  double nanos(String name) {
    if (nanos.isEmpty()) {
      return 0;
    }
    Double value = nanos.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no cost of " + name + " was measured");
    }
    return value;
  }

  /** As {@link #nanos(String)}, or the other one when this was not measured. */
  double nanos(String name, String otherwise) {
    return nanos(nanos.containsKey(name) ? name : otherwise);
  }

  double linear(String name, double units) {
    return nanos(name + ".base") + units * nanos(name + ".unit");
  }

  /**
   * Verifying so many group signatures in one call, interpolated between the sizes that the crypto
   * module's BENCHMARKS.md gives; beyond the largest at its rate.
   */
  double groupVerify(int signatures) {
    if (signatures == 0 || nanos.isEmpty()) {
      return 0;
    }
    double one = nanos("group.verify.1");
    double hundred = 100 * nanos("group.verify.100");
    double thousand = 1_000 * nanos("group.verify.1000");
    if (signatures <= 100) {
      return one + (signatures - 1) * (hundred - one) / 99;
    }
    if (signatures <= 1_000) {
      return hundred + (signatures - 100) * (thousand - hundred) / 900;
    }
    return signatures * thousand / 1_000;
  }

  /**
   * These with the steps that were measured among so many replicas, or the nearest number above.
   */
  Costs forReplicas(int n) {
    int nearest =
        nanos.keySet().stream()
            .filter(name -> name.startsWith("step."))
            .mapToInt(name -> Integer.parseInt(name.split("\\.", -1)[1]))
            .filter(size -> size >= n)
            .min()
            .orElse(n);
    String prefix = "step." + nearest + ".";
    Map<String, Double> steps = new TreeMap<>();
    nanos.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            steps.put("step." + name.substring(prefix.length()), value);
          }
        });
    double mean = steps.values().stream().mapToDouble(one -> one).average().orElse(0);
    steps.put("step.other", mean);
    return nanos.isEmpty() ? this : with(steps);
  }

  Costs with(Map<String, Double> more) {
    Map<String, Double> all = new TreeMap<>(nanos);
    all.putAll(more);
    return new Costs(all);
  }

  static Costs read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Map<String, Double> nanos = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      nanos.put(name, Double.parseDouble(properties.getProperty(name)));
    }
    return new Costs(nanos);
  }

  void write(Path file, String comment) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# " + comment);
    nanos.forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%s=%.3f", name, value)));
    Files.write(file, lines, StandardCharsets.UTF_8);
  }
}
