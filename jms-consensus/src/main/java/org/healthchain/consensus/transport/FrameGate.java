package org.healthchain.consensus.transport;

import java.util.Optional;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;

/**
 * Checks everything that one peer sends, cheapest first, and counts what it drops. Used by one
 * thread at a time.
 */
final class FrameGate {
  private final ReplicaId self;
  private final PeerEndpoint peer;
  private final Digest chainId;
  private final Verifier verifier;
  private final TransportCounters counters;
  private final FrameListener listener;
  private final ReplayWindow broadcasts = new ReplayWindow();
  private final ReplayWindow directed = new ReplayWindow();

  FrameGate(
      ReplicaId self,
      PeerEndpoint peer,
      Digest chainId,
      Verifier verifier,
      TransportCounters counters,
      FrameListener listener) {
    this.self = self;
    this.peer = peer;
    this.chainId = chainId;
    this.verifier = verifier;
    this.counters = counters;
    this.listener = listener;
  }

  /**
   * @param toSelf whether the bytes came over the address directed to this server
   */
  void accept(byte[] bytes, boolean toSelf, long nowMillis) {
    Optional<DropReason> dropped = check(bytes, toSelf, nowMillis);
    if (dropped.isPresent()) {
      drop(dropped.get());
    } else {
      counters.countReceived(peer.id(), bytes.length, nowMillis);
    }
  }

  void drop(DropReason reason) {
    counters.countDropped(peer.id(), reason);
  }

  private Optional<DropReason> check(byte[] bytes, boolean toSelf, long nowMillis) {
    Frame frame;
    try {
      frame = FrameCodec.decode(bytes);
    } catch (MalformedMessageException e) {
      return Optional.of(DropReason.MALFORMED);
    }
    if (!frame.sender().equals(peer.id())
        || !frame.receiver().equals(toSelf ? Optional.of(self) : Optional.empty())) {
      return Optional.of(DropReason.MISADDRESSED);
    }
    // The signature first: a forged number must not shut out the true frame of that number.
    if (frame.signed() && !signatureHolds(frame)) {
      return Optional.of(DropReason.BAD_SIGNATURE);
    }
    ReplayWindow window = toSelf ? directed : broadcasts;
    if (!window.accept(frame.incarnation(), frame.sequence(), nowMillis)) {
      return Optional.of(DropReason.DUPLICATE);
    }
    return listener.received(peer.id(), frame.kind(), frame.payload(), frame.signed())
        ? Optional.empty()
        : Optional.of(DropReason.OVER_QUOTA);
  }

  private boolean signatureHolds(Frame frame) {
    return verifier.verify(
        SignatureScheme.ED25519,
        peer.identityKey(),
        FrameCodec.statement(chainId, frame),
        frame.signature().orElseThrow());
  }
}
