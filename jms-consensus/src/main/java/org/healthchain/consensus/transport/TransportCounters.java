package org.healthchain.consensus.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
    private final Map<FrameDropReason, LongAdder> dropped = new EnumMap<>(FrameDropReason.class);

    PerPeer() {
      for (FrameDropReason reason : FrameDropReason.values()) {
        dropped.put(reason, new LongAdder());
      }
    }

    LongAdder dropped(FrameDropReason reason) {
      return Objects.requireNonNull(dropped.get(reason), "there from the beginning");
    }
  }

  void countReceived(ReplicaId peer) {
    of(peer).received.incrementAndGet();
  }

  void countDropped(ReplicaId peer, FrameDropReason reason) {
    of(peer).dropped(reason).increment();
  }

  public Map<ReplicaId, Snapshot> snapshot() {
    Map<ReplicaId, Snapshot> copy = new TreeMap<>();
    peers.forEach(
        (id, counts) -> {
          Map<FrameDropReason, Long> dropped = new EnumMap<>(FrameDropReason.class);
          for (FrameDropReason reason : FrameDropReason.values()) {
            dropped.put(reason, counts.dropped(reason).sum());
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
