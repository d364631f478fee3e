package org.healthchain.server.health;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.server.consensus.ReplicaMonitor;
import org.healthchain.server.ledger.BlockAppended;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.submission.OutboxGauge;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.submission.SubmissionsChanged;
import org.healthchain.server.transaction.RejectionReason;

/** Registers what {@code /metrics} shows of this server; names begin with {@code healthchain_}. */
@Singleton
@Startup
@DependsOn("ReplicaBean")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class ServerMetrics {
  private static final String PREFIX = "healthchain_";

  @Inject private MetricRegistry registry;
  @Inject private ReplicaMonitor monitor;
  @Inject private CurrentState current;
  @Inject private OutboxGauge outbox;

  private Counter committed;
  private Histogram commitMillis;

  @PostConstruct
  void register() {
    gauge("height_blocks", "Height of the newest block", () -> current.get().height());
    replica("view", "View of the replica", status -> status.replica().view().value());
    replica("view_change", "1 during a view change", status -> status.replica().active() ? 0 : 1);
    replica(
        "lag_blocks",
        "Blocks behind the highest that a peer claims",
        status -> ReplicaReadiness.lagBlocks(status.replica()));
    replica(
        "pooled_batches",
        "Batches that wait for their order",
        status -> status.replica().pooledBatches());
    replica(
        "in_flight_blocks",
        "Sequence numbers under agreement",
        status -> status.replica().inFlight());
    gauge("outbox_submissions", "Visits under way at this server", outbox::unfinished);
    gauge("day_key_age_seconds", "Age of the day key in force; -1 if none", this::dayKeySeconds);
    for (RejectionReason reason : RejectionReason.values()) {
      registry.gauge(
          described("rejections", "Bad input refused since start, by reason"),
          () -> monitor.rejections().get(reason),
          new Tag("reason", reason.name().toLowerCase(Locale.ROOT)));
    }
    for (Refusal refusal : Refusal.values()) {
      registry.gauge(
          described("peer_refusals", "Consensus messages of peers refused since start, by reason"),
          () -> monitor.status().map(status -> status.refused(refusal)).orElse(-1L),
          new Tag("reason", refusal.name().toLowerCase(Locale.ROOT)));
    }
    committed = registry.counter(described("transactions_committed", "Committed since start"));
    // No timer: Payara writes a timer's quantiles in nanoseconds under whatever name it bears.
    commitMillis =
        registry.histogram(
            described("commit_time_milliseconds", "From a visit's receipt to its block, here"));
  }

  /** Names go with the application; another deployment registers them anew. */
  @PreDestroy
  void unregister() {
    registry.removeMatching((id, metric) -> id.getName().startsWith(PREFIX));
  }

  /** Not for callers: a block is durable. */
  // SUPPORTS: after completion there is no transaction left that could be suspended and resumed.
  public void onAppended(@Observes(during = TransactionPhase.AFTER_SUCCESS) BlockAppended event) {
    committed.inc(event.block().transactions().size());
  }

  /** Not for callers: what became of this server's visits is durable. */
  public void onDurable(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) SubmissionsChanged event) {
    Instant now = Instant.now();
    event.changes().stream()
        .map(change -> change.submission())
        .filter(visit -> visit.state() == SubmissionState.COMMITTED)
        .forEach(visit -> commitMillis.update(Duration.between(visit.queuedAt(), now).toMillis()));
  }

  private long dayKeySeconds() {
    long now = System.currentTimeMillis();
    return current
        .get()
        .state()
        .currentDayKey(now)
        .map(key -> (now - key.validFromMillis()) / 1000)
        .orElse(-1L);
  }

  private void replica(String name, String description, ToLongFunction<HostStatus> value) {
    gauge(name, description, () -> monitor.status().map(value::applyAsLong).orElse(-1L));
  }

  private void gauge(String name, String description, Supplier<Long> value) {
    registry.gauge(described(name, description), value);
  }

  private static Metadata described(String name, String description) {
    return Metadata.builder().withName(PREFIX + name).withDescription(description).build();
  }
}
