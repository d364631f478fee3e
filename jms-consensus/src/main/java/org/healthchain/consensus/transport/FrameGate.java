package org.healthchain.consensus.transport;

import java.util.Optional;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Checks everything that one peer sends, cheapest first, and counts what it drops. Used by one
 * thread at a time.
 */
final class FrameGate {
  private final ReplicaId self;
  private final ReplicaId peer;
  private final TransportCounters counters;
  private final FrameListener listener;
  private final ReplayWindow broadcasts = new ReplayWindow();
  private final ReplayWindow directed = new ReplayWindow();

  FrameGate(ReplicaId self, ReplicaId peer, TransportCounters counters, FrameListener listener) {
    this.self = self;
    this.peer = peer;
    this.counters = counters;
    this.listener = listener;
  }

  /**
   * @param toSelf whether the bytes came over the address directed to this server
   */
  void accept(byte[] bytes, boolean toSelf, long nowMillis) {
    Optional<FrameDropReason> dropped = check(bytes, toSelf, nowMillis);
    if (dropped.isPresent()) {
      drop(dropped.get());
    } else {
      counters.countReceived(peer);
    }
  }

  void drop(FrameDropReason reason) {
    counters.countDropped(peer, reason);
  }

  private Optional<FrameDropReason> check(byte[] bytes, boolean toSelf, long nowMillis) {
    Frame frame;
    try {
      frame = FrameCodec.decode(bytes);
    } catch (MalformedMessageException e) {
      return Optional.of(FrameDropReason.MALFORMED);
    }
    if (!frame.sender().equals(peer)
        || !frame.receiver().equals(toSelf ? Optional.of(self) : Optional.empty())) {
      return Optional.of(FrameDropReason.MISADDRESSED);
    }
    ReplayWindow window = toSelf ? directed : broadcasts;
    if (!window.accept(frame.incarnation(), frame.sequence(), nowMillis)) {
      return Optional.of(FrameDropReason.DUPLICATE);
    }
    return listener.received(peer, frame.kind(), frame.payload())
        ? Optional.empty()
        : Optional.of(FrameDropReason.OVER_QUOTA);
  }
}
