package org.healthchain.consensus.core;

import java.util.Optional;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.ReplicaId;

/**
 * A message to send.
 *
 * @param to one replica, or empty for every other server, observers included
 */
public record Send(Optional<ReplicaId> to, ConsensusMessage message) {
  static Send broadcast(ConsensusMessage message) {
    return new Send(Optional.empty(), message);
  }

  static Send to(ReplicaId to, ConsensusMessage message) {
    return new Send(Optional.of(to), message);
  }
}
