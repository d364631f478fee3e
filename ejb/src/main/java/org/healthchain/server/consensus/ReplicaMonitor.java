package org.healthchain.server.consensus;

import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.consensus.transport.TransportCounters;
import org.healthchain.server.transaction.RejectionReason;

/** What the replica knows of itself and of the others; for services within the server. */
public interface ReplicaMonitor {
  /** Where replica and peers stand; empty while the server starts. */
  Optional<HostStatus> status();

  /** Whether the replica's thread runs; it stops by itself only when an invariant is broken. */
  boolean running();

  /** Whether this server's own broker listens. */
  boolean brokerRunning();

  /** What came from each peer and was dropped. */
  Map<ReplicaId, TransportCounters.Snapshot> traffic();

  /** How often each kind of bad input was refused since start: frames, messages, transactions. */
  Map<RejectionReason, Long> rejections();
}
