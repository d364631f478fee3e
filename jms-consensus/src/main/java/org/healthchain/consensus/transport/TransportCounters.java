package org.healthchain.consensus.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.healthchain.consensus.message.ReplicaId;

/** What came from each peer and what was dropped and why. Safe for concurrent use. */
public final class TransportCounters {
  private final Map<ReplicaId, PerPeer> peers = new ConcurrentHashMap<>();

  /**
   * A copy of one peer's counts since the start.
   *
   * @param received frames that were handed on
   */
  public record Snapshot(long received, Map<FrameDropReason, Long> dropped) {}

  private static final class PerPeer {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLongArray dropped = new AtomicLongArray(FrameDropReason.values().length);
  }

  void countReceived(ReplicaId peer) {
    of(peer).received.incrementAndGet();
  }

  void countDropped(ReplicaId peer, FrameDropReason reason) {
    of(peer).dropped.incrementAndGet(reason.ordinal());
  }

  public Map<ReplicaId, Snapshot> snapshot() {
    Map<ReplicaId, Snapshot> copy = new TreeMap<>();
    peers.forEach(
        (id, counts) -> {
          Map<FrameDropReason, Long> dropped = new EnumMap<>(FrameDropReason.class);
          for (FrameDropReason reason : FrameDropReason.values()) {
            dropped.put(reason, counts.dropped.get(reason.ordinal()));
          }
          copy.put(id, new Snapshot(counts.received.get(), dropped));
        });
    return copy;
  }

  /** Peers are configured, never claimed, so this map does not grow by what arrives. */
  private PerPeer of(ReplicaId peer) {
    return peers.computeIfAbsent(peer, id -> new PerPeer());
  }
}
