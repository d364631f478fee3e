package org.healthchain.server.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.healthchain.server.consensus.ReplicaMonitor;
import org.healthchain.server.instance.Build;

/**
 * Not alive once the replica's thread has stopped by itself: only a restart helps then. Tells the
 * build.
 */
@Liveness
@ApplicationScoped
public class ReplicaLiveness implements HealthCheck {
  @Inject private ReplicaMonitor monitor;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("replica-thread")
        .status(monitor.running())
        .withData("build", Build.current().text())
        .build();
  }
}
