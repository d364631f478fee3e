package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.pacing.Pace;

/**
 * Has the host fetch blocks when this replica lags (Castro and Liskov 1999, §4.6). A short gap
 * often closes by itself, so it waits a moment first.
 */
final class StateTransfer {
  private static final int REPEAT_FACTOR = 8;
  private static final int MAX_PATIENCE_FACTOR = 4;

  private final CurrentView current;
  private final Standing standing;
  private final Lag lag;
  private final Peers peers;
  private final Step step;

  /** Of orders. */
  private final Pace orders;

  /** From the wish for blocks to their installation. */
  private final Pace fetches = new Pace();

  private long target;
  private long requestedMillis;
  private long wantedMillis;

  StateTransfer(
      CurrentView current, Standing standing, Lag lag, Peers peers, Pace orders, Step step) {
    this.current = current;
    this.standing = standing;
    this.lag = lag;
    this.peers = peers;
    this.orders = orders;
    this.step = step;
  }

  long dueMillis() {
    if (standing.fetching()) {
      return requestedMillis + REPEAT_FACTOR * current.config().retransmitMillis();
    }
    return lag.lagging() ? lag.sinceMillis() + patienceMillis() : Long.MAX_VALUE;
  }

  /**
   * Where orders take long, being behind for as long means nothing: most gaps close by themselves.
   * Where fetches take long, as for an observer of busy members, fewer bring more blocks each.
   */
  private long patienceMillis() {
    long leastMillis = current.config().retransmitMillis();
    long roundMillis = Math.max(orders.roundMillis(), fetches.roundMillis());
    return Math.max(leastMillis, Math.min(2 * roundMillis, MAX_PATIENCE_FACTOR * leastMillis));
  }

  void tick() {
    lag.update();
    if (lag.lagging() && step.nowMillis() >= dueMillis()) {
      request();
    }
  }

  private void request() {
    if (!standing.fetching()) {
      wantedMillis = step.nowMillis();
    }
    standing.beginFetch();
    requestedMillis = step.nowMillis();
    target = Math.max(target, lag.goal());
    List<ReplicaId> sources = peers.at(target);
    Optional<CheckpointCertificate> proof =
        standing.certified().filter(c -> c.height().value() == target);
    SequenceNumber last = standing.lastExecuted();
    SequenceNumber from = standing.handedOver() ? last.next() : last;
    step.command(new Command.FetchState(from, new SequenceNumber(target), proof, sources));
  }

  /** The blocks are here and durable. */
  void installed(ChainState state) {
    standing.installed(state);
    fetches.took(step.nowMillis() - wantedMillis);
    lag.caughtUp();
    target = 0;
  }
}
