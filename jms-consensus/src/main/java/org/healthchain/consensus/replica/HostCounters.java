package org.healthchain.consensus.replica;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Rejections by peer and reason. Peers are configured, so the map is bounded. Safe for concurrent
 * use.
 */
final class HostCounters {
  private final Map<ReplicaId, Map<Refusal, AtomicLong>> rejections = new ConcurrentHashMap<>();

  void rejected(ReplicaId peer, Refusal reason) {
    rejections
        .computeIfAbsent(peer, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(reason, key -> new AtomicLong())
        .incrementAndGet();
  }

  Map<ReplicaId, Map<Refusal, Long>> snapshot() {
    Map<ReplicaId, Map<Refusal, Long>> copy = new TreeMap<>();
    rejections.forEach(
        (peer, reasons) -> {
          Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
          reasons.forEach((reason, count) -> counts.put(reason, count.get()));
          copy.put(peer, counts);
        });
    return copy;
  }
}
