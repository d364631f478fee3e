package org.healthchain.operator.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Result of a run.
 *
 * @param measured without the warm-up; until the last commit that was waited for
 * @param cpu what each server used of its processor meanwhile, by its name
 */
public record LoadReport(
    String mode, Duration measured, Counts counts, Times times, Map<String, Duration> cpu) {
  private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9};

  /**
   * Of visits.
   *
   * @param failures by their reason
   */
  public record Counts(long sent, long committed, Map<String, Long> failures) {
    public long failed() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * From the sending of a visit, in microseconds.
   *
   * @param answer until the endpoint's answer
   * @param commit until the block
   */
  public record Times(Histogram answer, Histogram commit) {}

  public boolean complete() {
    return counts.failed() == 0 && counts.committed() == counts.sent();
  }

  public double committedPerSecond() {
    return counts.committed() / Math.max(measured.toMillis() / 1000.0, 0.001);
  }

  private double cpuMillisPerRecord(Duration used) {
    return Math.round(100.0 * used.toMillis() / Math.max(1, counts.committed())) / 100.0;
  }

  public JsonObject toJson() {
    JsonObjectBuilder failureCounts = Json.createObjectBuilder();
    counts.failures().forEach(failureCounts::add);
    JsonObjectBuilder cpuPerRecord = Json.createObjectBuilder();
    cpu.forEach((server, used) -> cpuPerRecord.add(server, cpuMillisPerRecord(used)));
    return Json.createObjectBuilder()
        .add("mode", mode)
        .add("measuredSeconds", measured.toMillis() / 1000.0)
        .add("sent", counts.sent())
        .add("committed", counts.committed())
        .add("failed", counts.failed())
        .add("committedPerSecond", Math.round(committedPerSecond() * 10) / 10.0)
        .add("answerMillis", percentiles(times.answer()))
        .add("commitMillis", percentiles(times.commit()))
        .add("cpuMillisPerRecord", cpuPerRecord)
        .add("failures", failureCounts)
        .build();
  }

  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d sent, %d committed, %d failed in %.1f s: %.1f committed a second%n",
            mode,
            counts.sent(),
            counts.committed(),
            counts.failed(),
            measured.toMillis() / 1000.0,
            committedPerSecond()));
    text.append(line("answer of the endpoint", times.answer()));
    text.append(line("committed in a block", times.commit()));
    cpu.forEach(
        (server, used) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-24s%.2f ms of CPU a record%n",
                    server,
                    cpuMillisPerRecord(used))));
    counts.failures().forEach((kind, count) -> text.append("  " + count + " x " + kind + "\n"));
    return text.toString();
  }

  private static String line(String name, Histogram histogram) {
    StringBuilder text = new StringBuilder(String.format("  %-24s", name));
    for (double percentile : PERCENTILES) {
      text.append(
          String.format(
              Locale.ROOT,
              "p%s %.1f ms  ",
              BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString(),
              millis(histogram, percentile)));
    }
    return text.append(
            String.format(Locale.ROOT, "max %.1f ms%n", histogram.getMaxValue() / 1000.0))
        .toString();
  }

  private static JsonObjectBuilder percentiles(Histogram histogram) {
    JsonObjectBuilder percentiles = Json.createObjectBuilder();
    for (double percentile : PERCENTILES) {
      percentiles.add("p" + percentile, millis(histogram, percentile));
    }
    return percentiles.add("max", histogram.getMaxValue() / 1000.0);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1000.0;
  }
}
