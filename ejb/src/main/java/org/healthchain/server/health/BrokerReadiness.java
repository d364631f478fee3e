package org.healthchain.server.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.healthchain.server.consensus.ReplicaMonitor;

/** Ready while the own broker runs. */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {
  @Inject private ReplicaMonitor monitor;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("broker").status(monitor.brokerRunning()).build();
  }
}
