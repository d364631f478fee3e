package org.healthchain.server.consensus;

import java.util.Optional;
import org.healthchain.consensus.core.ReplicaStatus;

/** What the replica of this server says of itself and its peers. */
public interface ConsensusMonitor {
  /** Empty until the replica runs. */
  Optional<ReplicaStatus> replica();

  /** What keeps the replica from going on, in words for an operator; empty when well. */
  Optional<String> trouble();
}
