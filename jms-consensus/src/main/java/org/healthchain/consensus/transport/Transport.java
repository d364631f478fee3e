package org.healthchain.consensus.transport;

import org.healthchain.consensus.message.ReplicaId;

/** Sends to other servers; best effort, in no order, with losses. Never blocks for a peer. */
public interface Transport {
  void send(ReplicaId to, FrameKind kind, byte[] payload);

  /** To every server that listens, observers included. */
  void broadcast(FrameKind kind, byte[] payload);
}
