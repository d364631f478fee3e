package org.healthchain.consensus.transport;

import org.healthchain.consensus.message.ReplicaId;

/** Sends to other servers; best effort, in no order, with losses. Never blocks for a peer. */
public interface Transport {
  /**
   * @param signed whether the frame gets a signature of its own (when the payload has none)
   */
  void send(ReplicaId to, FrameKind kind, byte[] payload, boolean signed);

  /** To every server that listens, observers included. */
  void broadcast(FrameKind kind, byte[] payload, boolean signed);
}
