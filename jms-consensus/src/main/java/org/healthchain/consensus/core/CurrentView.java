package org.healthchain.consensus.core;

import java.util.Optional;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;

/**
 * The epoch and the view that this replica is in, and what follows from them. Nothing else writes
 * them; neither ever goes back.
 */
final class CurrentView {
  private final IntFunction<PbftConfig> configs;
  private final ReplicaId self;
  private PbftConfig config;
  private Membership membership;
  private SequenceNumber epochFirst;
  private View view = View.ZERO;
  private boolean active = true;
  private Optional<NewView> newView = Optional.empty();
  private long newViewTop;

  CurrentView(IntFunction<PbftConfig> configs, ReplicaId self, ChainState state) {
    this.configs = configs;
    this.self = self;
    config = configs.apply(state.membership().n());
    membership = state.membership();
    epochFirst = state.epochFirst();
    newViewTop = epochFirst.value() - 1;
  }

  /**
   * Enters view 0 of the next epoch. The new membership brings its own configuration: all who are
   * in its epoch have the same.
   */
  void enterEpoch(Membership next, SequenceNumber first) {
    if (next.epoch() <= membership.epoch() || first.compareTo(epochFirst) <= 0) {
      throw new IllegalStateException("epoch " + next.epoch() + " after " + membership.epoch());
    }
    PbftConfig own = configs.apply(next.n());
    if (own.windowBlocks() != config.windowBlocks()) {
      throw new IllegalStateException("a window of " + own.windowBlocks() + " in the next epoch");
    }
    config = own;
    membership = next;
    epochFirst = first;
    view = View.ZERO;
    active = true;
    newView = Optional.empty();
    newViewTop = first.value() - 1;
  }

  /** Leaves every lower view: takes part in none until the new one is entered. */
  void leaveFor(View next) {
    if (next.compareTo(view) <= 0) {
      throw new IllegalStateException("leaves view " + view + " for " + next);
    }
    view = next;
    active = false;
  }

  /** Enters a view by its new-view, which was checked. */
  void enter(NewView message) {
    if (message.epoch() != epoch() || message.view().compareTo(view) < 0) {
      throw new IllegalStateException("enters view " + message.view() + " after " + view);
    }
    view = message.view();
    active = true;
    newView = Optional.of(message);
    newViewTop = NewViewPlan.of(epochFirst, message).top();
  }

  ReplicaId self() {
    return self;
  }

  PbftConfig config() {
    return config;
  }

  Membership membership() {
    return membership;
  }

  int epoch() {
    return membership.epoch();
  }

  SequenceNumber epochFirst() {
    return epochFirst;
  }

  View view() {
    return view;
  }

  /** False from the moment when this replica left a view until it enters the next one. */
  boolean active() {
    return active;
  }

  /** By which this view was entered; empty in view 0. */
  Optional<NewView> newView() {
    return newView;
  }

  /** Up to here the new-view fixed the proposals; the primary is free above. */
  long newViewTop() {
    return newViewTop;
  }

  /** Whether this is the view of that epoch. */
  boolean is(int otherEpoch, View otherView) {
    return otherEpoch == epoch() && otherView.equals(view);
  }

  /** Whether that is the last block of the former epoch. */
  boolean handsOver(SequenceNumber height) {
    return height.next().equals(epochFirst);
  }

  boolean isMember() {
    return membership.contains(self);
  }

  /** This replica's position in the membership; it must be a member. */
  int selfIndex() {
    return membership.indexOf(self).getAsInt();
  }

  ReplicaId primary() {
    return membership.primary(view);
  }

  boolean isPrimary() {
    return primary().equals(self);
  }

  boolean collectorMode() {
    return membership.voteScheme() == SignatureScheme.BLS;
  }

  /** Collector mode: who combines the votes when the primary does not. */
  ReplicaId backupCollector() {
    return membership.backupCollector(view);
  }

  /** Whether this replica combines votes for everyone. */
  boolean isCollector() {
    return collectorMode() && isMember() && (isPrimary() || backupCollector().equals(self));
  }
}
