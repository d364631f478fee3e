package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Things that fall due. Those of one millisecond come in the order in which they were added. */
final class DueQueue<T> {
  private final TreeMap<Long, List<T>> due = new TreeMap<>();

  void add(long dueMillis, T thing) {
    due.computeIfAbsent(dueMillis, time -> new ArrayList<>(1)).add(thing);
  }

  /** Removes and returns what is due. */
  List<T> take(long nowMillis) {
    if (next() > nowMillis) {
      return List.of();
    }
    List<T> taken = new ArrayList<>();
    while (next() <= nowMillis) {
      taken.addAll(due.pollFirstEntry().getValue());
    }
    return taken;
  }

  /** When something is due next; {@link Long#MAX_VALUE} for never. */
  long next() {
    return due.isEmpty() ? Long.MAX_VALUE : due.firstKey();
  }
}
