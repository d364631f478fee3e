package org.healthchain.consensus.figures;

import java.util.Arrays;

/** Latencies of one window. */
final class Latencies {
  private long[] micros = new long[1 << 14];
  private int count;

  void add(long value) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, 2 * count);
    }
    micros[count++] = value;
  }

  void reset() {
    count = 0;
  }

  int count() {
    return count;
  }

  double percentileMillis(int percent) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(micros, count);
    Arrays.sort(sorted);
    return sorted[(int) ((count - 1L) * percent / 100)] / 1e3;
  }
}
