package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * One replica's PBFT state machine. Not for concurrent use: one thread drives it.
 *
 * <p>Times are milliseconds since 1970 that never run backward (the host adds a monotonic elapsed
 * time to the wall clock at its start).
 */
public final class PbftCore {
  private final Replica r;

  private PbftCore(Replica r) {
    this.r = r;
  }

  /** Signatures, as the core needs them. {@code aggregator} is used in collector mode only. */
  public record Ports(Signer signer, Verifier verifier, VoteAggregator aggregator) {}

  /**
   * Starts or recovers a replica. What has to be persisted, sent and executed first comes out of
   * the first {@link #tick}, which is due at once.
   *
   * @param state where the durable ledger stands; it may lag behind the log or be ahead of it
   * @param log every record of the vote log, oldest first; empty unless {@link StartMode#FROM_LOG}
   */
  public static PbftCore start(
      PbftConfig config,
      Digest chainId,
      ReplicaId self,
      Ports ports,
      ChainState state,
      StartMode mode,
      List<LogRecord> log,
      long nowMillis) {
    return start(n -> config, chainId, self, ports, state, mode, log, nowMillis, Set.of());
  }

  /**
   * As {@link #start(PbftConfig, Digest, ReplicaId, Ports, ChainState, StartMode, List, long)},
   * with a configuration for each number of members: a new epoch begins with its own at every
   * replica.
   *
   * @param configs their windows must be one and the same; the view change timeouts are taken from
   *     the first
   */
  public static PbftCore start(
      IntFunction<PbftConfig> configs,
      Digest chainId,
      ReplicaId self,
      Ports ports,
      ChainState state,
      StartMode mode,
      List<LogRecord> log,
      long nowMillis) {
    return start(configs, chainId, self, ports, state, mode, log, nowMillis, Set.of());
  }

  static PbftCore start(
      IntFunction<PbftConfig> configs,
      Digest chainId,
      ReplicaId self,
      Ports ports,
      ChainState state,
      StartMode mode,
      List<LogRecord> log,
      long nowMillis,
      Set<Mutation> mutations) {
    if (log.isEmpty() == (mode == StartMode.FROM_LOG)) {
      throw new IllegalArgumentException("a log of " + log.size() + " records with " + mode);
    }
    Replica r = new Replica(configs, chainId, self, ports, state, mutations);
    r.nowMillis = nowMillis;
    r.learning.recover(mode == StartMode.LOG_LOST);
    Recovery.apply(r, log);
    r.effects.rewriteLog(LogSnapshot.of(r));
    r.checkpoints.recover();
    r.learning.start();
    r.pool.enterView(r.viewChanges.batchesInFlight(), nowMillis);
    r.watch.enterView();
    r.beacons.listen();
    r.execution.executeNext();
    return new PbftCore(r);
  }

  public Output step(Input input, long nowMillis) {
    r.nowMillis = Math.max(r.nowMillis, nowMillis);
    input.accept(new Taking());
    return finish();
  }

  /** To be called when {@link #nextWakeupMillis()} has come, and at once after the start. */
  public Output tick(long nowMillis) {
    r.nowMillis = Math.max(r.nowMillis, nowMillis);
    r.timers.tick();
    return finish();
  }

  private Output finish() {
    r.stateTransfer.update();
    r.execution.executeNext();
    r.ordering.propose();
    r.watch.update();
    return r.effects.drain();
  }

  /**
   * Whether this core waits for {@link Input.StateInstalled}. If not, a {@link Command.FetchState}
   * that was not obeyed yet is void: its predecessor's answer came first.
   */
  public boolean fetching() {
    return r.stateTransfer.fetching();
  }

  /** When something will be due; {@link Long#MAX_VALUE} for never. */
  public long nextWakeupMillis() {
    return r.timers.nextMillis();
  }

  /**
   * Collector mode: the primary of the present view and its backup, to whom votes go first; empty
   * when everything goes to everyone. Cheap enough for every round.
   */
  public List<ReplicaId> collectors() {
    return r.collectorMode()
        ? List.of(r.primary(), r.membership.backupCollector(r.view))
        : List.of();
  }

  /** Members that have sent no beacon for several intervals: down, or cut off from here. */
  public List<ReplicaId> unheard() {
    return r.beacons.unheard(Math.max(3_000, 3 * r.config.statusIntervalMillis()));
  }

  public ReplicaStatus status() {
    boolean voter = r.isMember();
    ReplicaStatus.Role role;
    if (!voter) {
      role = ReplicaStatus.Role.OBSERVER;
    } else if (!r.mayVote()) {
      role = ReplicaStatus.Role.LEARNER;
    } else {
      role = r.isPrimary() && r.active ? ReplicaStatus.Role.PRIMARY : ReplicaStatus.Role.BACKUP;
    }
    return new ReplicaStatus(
        role,
        r.membership.epoch(),
        r.view,
        r.active,
        r.active ? Optional.of(r.primary()) : Optional.empty(),
        r.lastExecuted,
        new SequenceNumber(r.certifiedHeight()),
        r.pool.size(),
        r.ordering.inFlight(),
        new ArrayList<>(r.beacons.peers()));
  }

  /** Entries in all collections but the pool, for the tests of bounded memory. */
  int retained() {
    return r.slots.size()
        + r.earlierDecisions.size()
        + r.checkpoints.retained()
        + r.stash.retained()
        + r.epochs.deferred().size();
  }

  long certifiedHeight() {
    return r.certifiedHeight();
  }

  private final class Taking implements Input.Handler {
    @Override
    public void on(Input.Received input) {
      r.router.receive(input);
    }

    @Override
    public void on(Input.BatchHeld input) {
      r.ordering.onHeld(input.digest());
    }

    @Override
    public void on(Input.BatchAvailable input) {
      r.ordering.onHeld(input.digest());
      r.pool.available(input.digest(), r.nowMillis);
    }

    @Override
    public void on(Input.Executed input) {
      r.execution.onExecuted(input);
    }

    @Override
    public void on(Input.StateInstalled input) {
      r.stateTransfer.onInstalled(input.state(), input.ordered());
    }
  }
}
