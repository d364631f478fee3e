package org.healthchain.operator.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
    String mode,
    Duration measured,
    long sent,
    long committed,
    long failed,
    Histogram answerTimes,
    Histogram commitTimes,
    Map<String, Long> failures,
    Map<String, Duration> cpu) {
  private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9};

  public boolean complete() {
    return failed == 0 && committed == sent;
  }

  public double committedPerSecond() {
    return committed / Math.max(measured.toMillis() / 1000.0, 0.001);
  }

  private double cpuMillisPerRecord(Duration used) {
    return Math.round(100.0 * used.toMillis() / Math.max(1, committed)) / 100.0;
  }

  public JsonObject toJson() {
    JsonObjectBuilder failureCounts = Json.createObjectBuilder();
    failures.forEach(failureCounts::add);
    JsonObjectBuilder cpuPerRecord = Json.createObjectBuilder();
    cpu.forEach((server, used) -> cpuPerRecord.add(server, cpuMillisPerRecord(used)));
    return Json.createObjectBuilder()
        .add("mode", mode)
        .add("measuredSeconds", measured.toMillis() / 1000.0)
        .add("sent", sent)
        .add("committed", committed)
        .add("failed", failed)
        .add("committedPerSecond", Math.round(committedPerSecond() * 10) / 10.0)
        .add("answerMillis", times(answerTimes))
        .add("commitMillis", times(commitTimes))
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
            sent,
            committed,
            failed,
            measured.toMillis() / 1000.0,
            committedPerSecond()));
    text.append(line("answer of the endpoint", answerTimes));
    text.append(line("committed in a block", commitTimes));
    cpu.forEach(
        (server, used) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-24s%.2f ms of CPU a record%n",
                    server,
                    cpuMillisPerRecord(used))));
    failures.forEach((kind, count) -> text.append("  " + count + " x " + kind + "\n"));
    return text.toString();
  }

  private static String line(String name, Histogram histogram) {
    StringBuilder text = new StringBuilder(String.format("  %-24s", name));
    for (double percentile : PERCENTILES) {
      text.append(
          String.format(
              Locale.ROOT,
              "p%s %.1f ms  ",
              percentile == Math.rint(percentile)
                  ? Long.toString(Math.round(percentile))
                  : Double.toString(percentile),
              millis(histogram, percentile)));
    }
    return text.append(
            String.format(Locale.ROOT, "max %.1f ms%n", histogram.getMaxValue() / 1000.0))
        .toString();
  }

  private static JsonObjectBuilder times(Histogram histogram) {
    JsonObjectBuilder times = Json.createObjectBuilder();
    for (double percentile : PERCENTILES) {
      times.add("p" + percentile, millis(histogram, percentile));
    }
    return times.add("max", histogram.getMaxValue() / 1000.0);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1000.0;
  }
}
