package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Status;
import org.healthchain.consensus.pacing.Pace;

/**
 * Finds out that this replica lags behind what is certified, and has the host fetch blocks (Castro
 * and Liskov 1999, §4.6). A short gap often closes by itself, so it waits a moment first.
 */
final class StateTransfer {
  private static final int REPEAT_FACTOR = 8;
  private static final int MAX_PATIENCE_FACTOR = 4;

  private final Replica r;

  /** From the wish for blocks to their installation. */
  private final Pace fetches = new Pace();

  private boolean fetching;
  private long target;
  private long laggingSinceMillis = Long.MAX_VALUE;
  private long requestedMillis;
  private long wantedMillis;

  StateTransfer(Replica r) {
    this.r = r;
  }

  boolean fetching() {
    return fetching;
  }

  /** Whether others are certified to be further and nothing here leads there. */
  boolean lagging() {
    return fetching || laggingSinceMillis != Long.MAX_VALUE;
  }

  void onCertified() {
    update();
  }

  void onStatus() {
    update();
  }

  /** The height that is worth fetching up to. */
  private long goal() {
    return Math.max(r.certifiedHeight(), claimedInLaterEpoch());
  }

  /**
   * Certificates of a later epoch can't be checked before the blocks that lead there are known: the
   * height that f+1 members claim.
   */
  private long claimedInLaterEpoch() {
    if (!r.beacons.someoneInLaterEpoch()) {
      return 0;
    }
    List<Long> claims = new ArrayList<>();
    for (Status status : r.beacons.statuses().values()) {
      if (status.epoch() > r.membership.epoch()) {
        claims.add(status.certifiedHeight().value());
      }
    }
    if (claims.size() < r.membership.weakQuorum()) {
      return 0;
    }
    claims.sort((a, b) -> Long.compare(b, a));
    return claims.get(r.membership.weakQuorum() - 1);
  }

  void update() {
    boolean behind =
        goal() > r.lastExecuted.value()
            && !r.executing
            && !(r.handedOver && r.execution.nextIsDecided());
    if (!behind) {
      laggingSinceMillis = Long.MAX_VALUE;
    } else if (laggingSinceMillis == Long.MAX_VALUE) {
      laggingSinceMillis = r.nowMillis;
    }
  }

  long dueMillis() {
    if (fetching) {
      return requestedMillis + REPEAT_FACTOR * r.config.retransmitMillis();
    }
    return laggingSinceMillis == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : laggingSinceMillis + patienceMillis();
  }

  /**
   * Where orders take long, being behind for as long means nothing: most gaps close by themselves.
   * Where fetches take long, as for an observer of busy members, fewer bring more blocks each.
   */
  private long patienceMillis() {
    long leastMillis = r.config.retransmitMillis();
    long roundMillis = Math.max(r.pace.roundMillis(), fetches.roundMillis());
    return Math.max(leastMillis, Math.min(2 * roundMillis, MAX_PATIENCE_FACTOR * leastMillis));
  }

  void tick() {
    update();
    if (r.nowMillis >= dueMillis() && (fetching || lagging())) {
      request();
    }
  }

  private void request() {
    if (!fetching) {
      wantedMillis = r.nowMillis;
    }
    fetching = true;
    requestedMillis = r.nowMillis;
    target = Math.max(target, goal());
    List<ReplicaId> sources = new ArrayList<>();
    r.beacons
        .statuses()
        .forEach(
            (id, status) -> {
              if (status.lastExecuted().value() >= target) {
                sources.add(id);
              }
            });
    Optional<CheckpointCertificate> proof = r.certified().filter(c -> c.height().value() == target);
    SequenceNumber from = r.handedOver ? r.lastExecuted.next() : r.lastExecuted;
    r.effects.command(new Command.FetchState(from, new SequenceNumber(target), proof, sources));
  }

  void onInstalled(ChainState state, List<Digest> ordered) {
    if (!fetching) {
      throw new IllegalStateException("installed " + state.height() + " unasked");
    }
    if (state.height().compareTo(r.lastExecuted) < 0) {
      throw new IllegalStateException("the ledger went back to " + state.height());
    }
    fetching = false;
    fetches.took(r.nowMillis - wantedMillis);
    laggingSinceMillis = Long.MAX_VALUE;
    target = 0;
    r.pool.ordered(ordered);
    r.lastExecuted = state.height();
    r.lastHeaderHash = state.headerHash();
    state
        .certified()
        .filter(c -> c.height().value() > r.certifiedHeight())
        .ifPresent(c -> r.checkpoints.advanceTo(Optional.of(c)));
    r.epochs.install(state);
    if (!r.handedOver && !r.atHandover()) {
      r.epochs.handedOver();
    }
    r.checkpoints.castVote(state.height(), state.headerHash());
    r.checkpoints.forgetBelow();
    r.learning.onCertified();
    r.watch.onProgress();
    update();
    r.execution.executeNext();
  }
}
