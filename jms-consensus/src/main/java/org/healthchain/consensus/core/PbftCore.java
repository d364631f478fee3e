package org.healthchain.consensus.core;

import java.util.List;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;

/**
 * One replica's PBFT state machine. Not for concurrent use: one thread drives it.
 *
 * <p>Times are milliseconds since 1970 that never run backward (the host adds a monotonic elapsed
 * time to the wall clock at its start).
 */
public final class PbftCore {
  private final Protocol protocol;

  private PbftCore(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Signatures, as the core needs them. {@code aggregator} is used in collector mode only. */
  public record Ports(ReplicaSigner signer, Verifier verifier, VoteAggregator aggregator) {}

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
    return start(n -> config, chainId, self, ports, state, mode, log, nowMillis, new Rules());
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
    return start(configs, chainId, self, ports, state, mode, log, nowMillis, new Rules());
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
      Rules rules) {
    if (log.isEmpty() == (mode == StartMode.FROM_LOG)) {
      throw new IllegalArgumentException("a log of " + log.size() + " records with " + mode);
    }
    Protocol protocol = new Protocol(configs, chainId, self, ports, state, rules, nowMillis);
    protocol.start(mode, log);
    return new PbftCore(protocol);
  }

  public Output step(Input input, long nowMillis) {
    protocol.take(input, nowMillis);
    return protocol.finish();
  }

  /** To be called when {@link #nextWakeupMillis()} has come, and at once after the start. */
  public Output tick(long nowMillis) {
    protocol.tick(nowMillis);
    return protocol.finish();
  }

  /**
   * Whether this core waits for {@link Input.StateInstalled}. If not, a {@link Command.FetchState}
   * that was not obeyed yet is void: its predecessor's answer came first.
   */
  public boolean fetching() {
    return protocol.standing().fetching();
  }

  /** When something will be due; {@link Long#MAX_VALUE} for never. */
  public long nextWakeupMillis() {
    return protocol.nextWakeupMillis();
  }

  /**
   * Collector mode: the primary of the present view and its backup, to whom votes go first; empty
   * when everything goes to everyone. Cheap enough for every round.
   */
  public List<ReplicaId> collectors() {
    CurrentView current = protocol.current();
    return current.collectorMode()
        ? List.of(current.primary(), current.backupCollector())
        : List.of();
  }

  /** Members that have sent no beacon for several intervals: down, or cut off from here. */
  public List<ReplicaId> unheard() {
    long intervalMillis = protocol.current().config().statusIntervalMillis();
    return protocol.peers().unheard(Math.max(3_000, 3 * intervalMillis));
  }

  public ReplicaStatus status() {
    return protocol.status();
  }

  /** For tests in this package, which look at what the protocol keeps. */
  Protocol protocol() {
    return protocol;
  }
}
