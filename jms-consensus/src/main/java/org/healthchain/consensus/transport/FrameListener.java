package org.healthchain.consensus.transport;

import org.healthchain.consensus.message.ReplicaId;

/** Takes what arrives. Called by several threads, one per peer; must not block. */
@FunctionalInterface
public interface FrameListener {
  /**
   * A frame from this peer, over its own authenticated link, not seen before.
   *
   * @return false when there is no room for it; it is then counted and dropped
   */
  boolean received(ReplicaId from, FrameKind kind, byte[] payload);
}
