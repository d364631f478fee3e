package org.healthchain.consensus.core;

import java.util.List;
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
  private final Ports ports;

  private PbftCore(Ports ports) {
    this.ports = ports;
  }

  /** Signatures, as the core needs them. {@code aggregator} is used in collector mode only. */
  public record Ports(Signer signer, Verifier verifier, VoteAggregator aggregator) {}

  /**
   * Starts or recovers a replica.
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
    return new PbftCore(ports);
  }

  public Output step(Input input, long nowMillis) {
    return Output.NOTHING;
  }

  /** To be called when {@link #nextWakeupMillis()} has come, and at once after the start. */
  public Output tick(long nowMillis) {
    return Output.NOTHING;
  }

  /** When something will be due; {@link Long#MAX_VALUE} for never. */
  public long nextWakeupMillis() {
    return Long.MAX_VALUE;
  }

  public ReplicaStatus status() {
    throw new IllegalStateException(ports.toString());
  }
}
