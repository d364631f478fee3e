package org.healthchain.operator.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What a run counts, after the warm-up. Safe for use by many threads. */
final class Measurements {
  private static final long MAX_MICROS = 600_000_000L;
  private static final int DIGITS = 3;
  private static final int MAX_KINDS_OF_FAILURE = 50;

  private final Histogram answered = new ConcurrentHistogram(MAX_MICROS, DIGITS);
  private final Histogram committed = new ConcurrentHistogram(MAX_MICROS, DIGITS);
  private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();

  void sent() {
    sent.incrementAndGet();
  }

  void answered(long micros) {
    answered.recordValue(Math.min(micros, MAX_MICROS));
  }

  void committed(long micros) {
    committed.recordValue(Math.min(micros, MAX_MICROS));
  }

  void failed(String kind) {
    if (failures.size() < MAX_KINDS_OF_FAILURE || failures.containsKey(kind)) {
      failures.computeIfAbsent(kind, unused -> new AtomicLong()).incrementAndGet();
    }
  }

  long sentCount() {
    return sent.get();
  }

  long committedCount() {
    return committed.getTotalCount();
  }

  long failedCount() {
    return failures.values().stream().mapToLong(AtomicLong::get).sum();
  }

  LoadReport.Times times() {
    return new LoadReport.Times(answered, committed);
  }

  LoadReport.Counts counts() {
    Map<String, Long> sorted = new TreeMap<>();
    failures.forEach((kind, count) -> sorted.put(kind, count.get()));
    return new LoadReport.Counts(sentCount(), committedCount(), sorted);
  }
}
