package org.healthchain.consensus.replica;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Rejections by peer and reason. Reasons are fixed phrases of our own and peers are configured, so
 * the map is bounded. Safe for concurrent use.
 */
final class HostCounters {
  private final Map<ReplicaId, Map<String, AtomicLong>> rejections = new ConcurrentHashMap<>();

  void rejected(ReplicaId peer, String reason) {
    rejections
        .computeIfAbsent(peer, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(reason, text -> new AtomicLong())
        .incrementAndGet();
  }

  Map<ReplicaId, Map<String, Long>> snapshot() {
    Map<ReplicaId, Map<String, Long>> copy = new TreeMap<>();
    rejections.forEach(
        (peer, reasons) -> {
          Map<String, Long> counts = new TreeMap<>();
          reasons.forEach((reason, count) -> counts.put(reason, count.get()));
          copy.put(peer, counts);
        });
    return copy;
  }
}
