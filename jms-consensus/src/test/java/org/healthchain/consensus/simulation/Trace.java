package org.healthchain.consensus.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What happened, as text: a running hash always, and the lines themselves when asked for (all or
 * the last ones).
 */
final class Trace {
  private final int keptLines;
  private final Deque<String> lines = new ArrayDeque<>();
  private long hash = 1;

  Trace(int keptLines) {
    this.keptLines = keptLines;
  }

  void note(long value, long micros, Supplier<String> text) {
    hash = (hash ^ value) * 0x100000001B3L + micros;
    if (keptLines > 0) {
      if (lines.size() == keptLines) {
        lines.removeFirst();
      }
      lines.addLast(micros / 1_000 + "." + micros % 1_000 + " " + text.get());
    }
  }

  long hash() {
    return hash;
  }

  String text() {
    return String.join("\n", lines);
  }
}
