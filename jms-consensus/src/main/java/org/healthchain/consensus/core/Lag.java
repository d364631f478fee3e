package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.Status;

/** Whether this replica is behind what others are certified to have, and nothing leads there. */
final class Lag {
  private static final long NOT_BEHIND = Long.MAX_VALUE;

  private final CurrentView current;
  private final Standing standing;
  private final Peers peers;
  private final Execution execution;
  private final Learning learning;
  private final Step step;
  private long sinceMillis = NOT_BEHIND;

  Lag(
      CurrentView current,
      Standing standing,
      Peers peers,
      Execution execution,
      Learning learning,
      Step step) {
    this.current = current;
    this.standing = standing;
    this.peers = peers;
    this.execution = execution;
    this.learning = learning;
    this.step = step;
  }

  /** Whether blocks are on their way here, or should be. */
  boolean lagging() {
    return standing.fetching() || sinceMillis != NOT_BEHIND;
  }

  /** {@link Long#MAX_VALUE} while not behind. */
  long sinceMillis() {
    return sinceMillis;
  }

  void update() {
    boolean behind =
        goal() > standing.lastExecuted().value()
            && !standing.executing()
            && !(standing.handedOver() && execution.nextIsDecided());
    if (!behind) {
      sinceMillis = NOT_BEHIND;
    } else if (sinceMillis == NOT_BEHIND) {
      sinceMillis = step.nowMillis();
    }
  }

  /** Blocks came: counts anew. */
  void caughtUp() {
    sinceMillis = NOT_BEHIND;
  }

  /** The height that is worth fetching up to. */
  long goal() {
    return Math.max(standing.certifiedHeight(), claimedInLaterEpoch());
  }

  /**
   * Certificates of a later epoch can't be checked before the blocks that lead there are known: the
   * height that f+1 members claim. Where the consortium has halted there may be no more than one
   * that has blocks, and nothing to keep this replica from by a lie.
   */
  private long claimedInLaterEpoch() {
    if (!peers.someoneInLaterEpoch()) {
      return 0;
    }
    List<Long> claims = new ArrayList<>();
    for (Status status : peers.statuses()) {
      if (status.epoch() > current.epoch()) {
        claims.add(status.certifiedHeight().value());
      }
    }
    boolean halted = peers.halted(learning.knowsItself());
    int believed = halted ? 1 : current.membership().weakQuorum();
    if (claims.size() < believed) {
      return 0;
    }
    claims.sort((a, b) -> Long.compare(b, a));
    return claims.get(believed - 1);
  }
}
