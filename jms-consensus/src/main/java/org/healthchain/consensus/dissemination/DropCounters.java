package org.healthchain.consensus.dissemination;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.healthchain.consensus.message.ReplicaId;

/** Drops by peer and reason. Strangers share one row, so that nobody can make it grow. */
final class DropCounters {
  private final Map<ReplicaId, Map<DropReason, Long>> counts = new TreeMap<>();
  private final Map<DropReason, Long> strangers = new EnumMap<>(DropReason.class);

  void count(ReplicaId peer, DropReason reason) {
    counts
        .computeIfAbsent(peer, id -> new EnumMap<>(DropReason.class))
        .merge(reason, 1L, Long::sum);
  }

  void countStranger() {
    strangers.merge(DropReason.STRANGER, 1L, Long::sum);
  }

  void retain(Institutions institutions) {
    counts.keySet().removeIf(peer -> !institutions.knows(peer));
  }

  /** A copy; the rows of strangers are not in it. */
  Map<ReplicaId, Map<DropReason, Long>> byPeer() {
    Map<ReplicaId, Map<DropReason, Long>> copy = new TreeMap<>();
    counts.forEach((peer, row) -> copy.put(peer, new EnumMap<>(row)));
    return copy;
  }

  Map<DropReason, Long> total() {
    Map<DropReason, Long> total = new EnumMap<>(strangers);
    counts.values().forEach(row -> row.forEach((reason, n) -> total.merge(reason, n, Long::sum)));
    return total;
  }
}
