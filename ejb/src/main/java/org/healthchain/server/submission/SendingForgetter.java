package org.healthchain.server.submission;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Bounds what is kept of sendings, once an hour. */
@Singleton
@Startup
@DependsOn("SchemaInstaller")
public class SendingForgetter {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  /** Not for callers. */
  @Schedule(hour = "*", minute = "17", persistent = false)
  public void forget() {
    new SendingStore(entities).forget(Instant.now());
  }
}
