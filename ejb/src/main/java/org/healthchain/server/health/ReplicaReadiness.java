package org.healthchain.server.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
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
        .withData("halted", replica.halted())
        .build();
  }

  /**
   * How far this replica is behind the highest height that more peers claim than may lie: a beacon
   * bears no signature, and one peer's claim must not take every server out of service.
   */
  static long lagBlocks(ReplicaStatus replica) {
    long own = replica.lastExecuted().value();
    int liars = replica.peers().size() / 3;
    long believed =
        replica.peers().stream()
            .map(peer -> peer.lastExecuted().value())
            .sorted(Comparator.reverseOrder())
            .skip(liars)
            .findFirst()
            .orElse(own);
    return Math.max(0, believed - own);
  }
}
