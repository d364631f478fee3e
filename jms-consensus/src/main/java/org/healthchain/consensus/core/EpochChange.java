package org.healthchain.consensus.core;

import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * Membership epochs. The block at height h may change the membership from h+1 on. Every replica
 * then starts the next epoch in view 0 with nothing in flight: whatever was under way above h
 * belonged to the old epoch and is void, though it may have committed, because nobody executes
 * above h before executing h.
 */
final class EpochChange {
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Epochs epochs;
  private final Step step;
  private final LogRecovery recovery;
  private final Restarted restarted;

  /** Parts that begin anew with every epoch. */
  record Restarted(
      ViewChanges viewChanges,
      Peers peers,
      Learning learning,
      NextBeacon nextBeacon,
      Pool pool,
      Patience patience,
      Stash stash) {}

  EpochChange(Owners owners, Epochs epochs, Step step, LogRecovery recovery, Restarted restarted) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.epochs = epochs;
    this.step = step;
    this.recovery = recovery;
    this.restarted = restarted;
  }

  void enter(Membership next, SequenceNumber first) {
    epochs.rememberPresent();
    slots.endEpoch(first);
    current.enterEpoch(next, first);
    standing.epochEntered();
    restarted.viewChanges().enterEpoch();
    restarted.peers().enterEpoch();
    restarted.learning().enterEpoch();
    restarted.nextBeacon().atOnce();
    recovery.replay(epochs.takeDeferred());
    restarted.pool().enterView(slots.batchesInFlight(), step.nowMillis());
    restarted.patience().enterEpoch();
    restarted.stash().replay();
    boolean lastBlockCertified =
        !standing.atHandover() || standing.certifiedAt(standing.lastExecuted());
    if (!standing.handedOver() && lastBlockCertified) {
      epochs.handOver();
    }
  }

  /** Blocks were fetched up to this state, perhaps over several epochs. */
  void install(ChainState state) {
    if (state.membership().epoch() == current.epoch()) {
      return;
    }
    enter(state.membership(), state.epochFirst());
    if (restarted.learning().begin(state.ownReport())) {
      step.persist(new LogRecord.VotingResumed());
      restarted.nextBeacon().atOnce();
    }
    epochs.rememberFormer(state);
  }
}
