package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;

/** The memberships that this replica still needs, and the log's records of epochs to come. */
final class Epochs {
  private final CurrentView current;
  private final Standing standing;
  private final Step step;

  /** Memberships of blocks that have no commit certificate yet, by their first height. */
  private final TreeMap<Long, Membership> earlier = new TreeMap<>();

  /** Records of epochs that the ledger has not reached again (it was restored from a copy). */
  private List<LogRecord> deferred = new ArrayList<>();

  Epochs(CurrentView current, Standing standing, Step step, ChainState state) {
    this.current = current;
    this.standing = standing;
    this.step = step;
    rememberFormer(state);
  }

  /** The membership of the state's last block, if that ended an epoch. */
  void rememberFormer(ChainState state) {
    if (state.lastMembership().epoch() != state.membership().epoch()) {
      earlier.put(state.height().value(), state.lastMembership());
    }
  }

  /** The present membership is about to be replaced. */
  void rememberPresent() {
    earlier.put(current.epochFirst().value(), current.membership());
  }

  /** The membership of a block's epoch, as far as this replica knows. */
  Optional<Membership> of(SequenceNumber height) {
    if (height.compareTo(current.epochFirst()) >= 0) {
      return Optional.of(current.membership());
    }
    return Optional.ofNullable(earlier.floorEntry(height.value())).map(entry -> entry.getValue());
  }

  /** The same, if it is of the epoch that someone claims. */
  Optional<Membership> of(SequenceNumber height, int epoch) {
    return of(height).filter(m -> m.epoch() == epoch);
  }

  /** The membership of the epoch before this one, as long as it has to certify something. */
  Optional<Membership> former() {
    return Optional.ofNullable(earlier.lastEntry()).map(entry -> entry.getValue());
  }

  /**
   * Whether this replica is on its way out: it may be the only one that has what lets the others
   * follow.
   */
  boolean leaving() {
    return !standing.handedOver() && former().filter(m -> m.contains(current.self())).isPresent();
  }

  /**
   * Whether this replica once was further than its ledger now is. It must not vote again before it
   * is there: it no longer knows what it said.
   */
  boolean behindOwnLog() {
    return !deferred.isEmpty()
        || (standing.certified().isPresent()
            && standing.certified().get().epoch() > current.epoch());
  }

  void defer(LogRecord entry) {
    deferred.add(entry);
  }

  List<LogRecord> deferred() {
    return List.copyOf(deferred);
  }

  List<LogRecord> takeDeferred() {
    List<LogRecord> taken = deferred;
    deferred = new ArrayList<>();
    return taken;
  }

  /**
   * The former members are needed no more. Until then the host keeps them connected, also those who
   * leave.
   */
  void handOver() {
    standing.handOver();
    step.command(new Command.MembershipChanged(current.membership(), current.epochFirst()));
    forgetSettled();
  }

  /**
   * Once every block of an earlier epoch is certified, its membership has served; the last one's
   * when its own last block is.
   */
  void forgetSettled() {
    while (earlier.size() > (standing.handedOver() ? 0 : 1)) {
      Long second = earlier.higherKey(earlier.firstKey());
      long end = (second == null ? current.epochFirst().value() : second) - 1;
      if (end > standing.settled()) {
        return;
      }
      earlier.pollFirstEntry();
    }
  }
}
