package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.View;

/**
 * Membership epochs. The block at height h may change the membership from h+1 on. Every replica
 * then starts the next epoch in view 0 with nothing in flight: whatever was under way above h
 * belonged to the old epoch and is void, though it may have committed, because nobody executes
 * above h before executing h.
 */
final class Epochs {
  private final Replica r;

  /** Memberships of blocks that have no commit certificate yet, by their first height. */
  private final TreeMap<Long, Membership> earlier = new TreeMap<>();

  /** Records of epochs that the ledger has not reached again (it was restored from a copy). */
  private List<LogRecord> deferred = new ArrayList<>();

  Epochs(Replica r, ChainState state) {
    this.r = r;
    if (state.lastMembership().epoch() != state.membership().epoch()) {
      earlier.put(state.height().value(), state.lastMembership());
    }
  }

  /** The membership of a block's epoch, as far as this replica knows. */
  Optional<Membership> of(SequenceNumber height) {
    if (height.compareTo(r.epochFirst) >= 0) {
      return Optional.of(r.membership);
    }
    return Optional.ofNullable(earlier.floorEntry(height.value())).map(entry -> entry.getValue());
  }

  /** The membership of the epoch before this one, as long as it has to certify something. */
  Optional<Membership> former() {
    return Optional.ofNullable(earlier.lastEntry()).map(entry -> entry.getValue());
  }

  /**
   * Whether this replica once was further than its ledger now is. It must not vote again before it
   * is there: it no longer knows what it said.
   */
  boolean behindOwnLog() {
    return !deferred.isEmpty()
        || r.certified().isPresent() && r.certified().get().epoch() > r.membership.epoch();
  }

  void enter(Membership next, SequenceNumber first) {
    if (next.epoch() <= r.membership.epoch()) {
      throw new IllegalStateException("epoch " + next.epoch() + " after " + r.membership.epoch());
    }
    earlier.put(r.epochFirst.value(), r.membership);
    for (Slot slot : r.slots.values()) {
      if (slot.sequenceNumber.compareTo(first) < 0) {
        slot.decided()
            .ifPresent(proof -> r.earlierDecisions.put(slot.sequenceNumber.value(), proof));
      }
    }
    r.slots.clear();
    r.membership(next);
    r.epochFirst = first;
    r.view = View.ZERO;
    r.active = true;
    r.newView = Optional.empty();
    r.newViewTop = first.value() - 1;
    r.handedOver = false;
    r.viewChanges.enterEpoch();
    r.beacons.enterEpoch();
    applyDeferred();
    r.pool.enterView(r.viewChanges.batchesInFlight(), r.nowMillis);
    r.watch.enterEpoch();
    r.stash.replay();
    if (!r.handedOver && (!r.atHandover() || r.certifiedAt(r.lastExecuted))) {
      handedOver();
    }
  }

  /**
   * The former members are needed no more. Until then the host keeps them connected, also those who
   * leave.
   */
  void handedOver() {
    r.handedOver = true;
    r.effects.command(new Command.MembershipChanged(r.membership, r.epochFirst));
    forgetBelow();
  }

  /** Blocks were fetched up to this state, perhaps over several epochs. */
  void install(ChainState state) {
    if (state.membership().epoch() == r.membership.epoch()) {
      return;
    }
    enter(state.membership(), state.epochFirst());
    if (state.lastMembership().epoch() != state.membership().epoch()) {
      earlier.put(state.height().value(), state.lastMembership());
    }
  }

  void defer(LogRecord entry) {
    deferred.add(entry);
  }

  List<LogRecord> deferred() {
    return deferred;
  }

  private void applyDeferred() {
    List<LogRecord> records = deferred;
    deferred = new ArrayList<>();
    Recovery.apply(r, records);
  }

  /**
   * Once every block of an earlier epoch is certified, its membership has served; the last one's
   * when its own last block is.
   */
  void forgetBelow() {
    while (earlier.size() > (r.handedOver ? 0 : 1)) {
      Long second = earlier.higherKey(earlier.firstKey());
      long end = (second == null ? r.epochFirst.value() : second) - 1;
      if (end > r.certifiedHeight() || end > r.lastExecuted.value()) {
        return;
      }
      earlier.pollFirstEntry();
    }
  }
}
