package org.healthchain.server.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.server.consensus.ReplicaMonitor;

/** Ready while the replica goes on and is level with the others. */
@Readiness
@ApplicationScoped
public class ReplicaReadiness implements HealthCheck {
  /** As many blocks as others may be ahead before this server counts as behind. */
  static final long MAX_LAG_BLOCKS = 10;

  @Inject private ReplicaMonitor monitor;

  @Override
  public HealthCheckResponse call() {
    return answer(monitor.status());
  }

  static HealthCheckResponse answer(Optional<HostStatus> status) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("replica");
    if (status.isEmpty()) {
      return answer.down().build();
    }
    HostStatus host = status.get();
    ReplicaStatus replica = host.replica();
    long lag = lagBlocks(replica);
    return answer
        .status(host.trouble().isEmpty() && lag <= MAX_LAG_BLOCKS)
        .withData("height", replica.lastExecuted().value())
        .withData("view", replica.view().value())
        .withData("lagBlocks", lag)
        .withData("going", host.trouble().isEmpty())
        .build();
  }

  /** How far this replica is behind the highest height that a peer claims. */
  static long lagBlocks(ReplicaStatus replica) {
    long own = replica.lastExecuted().value();
    return replica.peers().stream()
            .mapToLong(peer -> peer.lastExecuted().value())
            .reduce(own, Math::max)
        - own;
  }
}
