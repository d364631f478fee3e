package org.healthchain.consensus.core;

/** Everything that happens because time has passed. */
final class Timers {
  private final Step step;
  private final Senders senders;
  private final Doing doing;

  /** Parts that repeat what they said. */
  record Senders(
      CheckpointSender checkpoints, VoteSender votes, ViewChanges viewChanges, Beacons beacons) {}

  /** Parts that do something when its time has come. */
  record Doing(
      Learning learning,
      Ordering ordering,
      Proposing proposing,
      StateTransfer transfer,
      Patience patience,
      Complaints complaints) {}

  Timers(Step step, Senders senders, Doing doing) {
    this.step = step;
    this.senders = senders;
    this.doing = doing;
  }

  void tick() {
    long now = step.nowMillis();
    if (now >= senders.checkpoints().nextFlushMillis()) {
      senders.checkpoints().flush();
    }
    if (now >= senders.checkpoints().nextRepeatMillis()) {
      senders.checkpoints().repeat();
    }
    if (now >= senders.votes().nextRepeatMillis()) {
      senders.votes().repeat();
    }
    if (now >= senders.viewChanges().repeatDueMillis()) {
      senders.viewChanges().repeat();
    }
    if (now >= doing.learning().probeDueMillis()) {
      doing.learning().probe();
    }
    doing.ordering().askAgain();
    doing.transfer().tick();
    doing.complaints().tick();
    if (now >= senders.beacons().dueMillis()) {
      senders.beacons().send();
    }
  }

  long nextMillis() {
    long[] due = {
      senders.checkpoints().nextFlushMillis(),
      senders.checkpoints().nextRepeatMillis(),
      senders.votes().nextRepeatMillis(),
      senders.viewChanges().repeatDueMillis(),
      senders.beacons().dueMillis(),
      doing.learning().probeDueMillis(),
      doing.ordering().nextAskAgainMillis(),
      doing.proposing().nextProposalMillis(),
      doing.proposing().fillDue(),
      doing.transfer().dueMillis(),
      doing.patience().dueMillis()
    };
    long next = Long.MAX_VALUE;
    for (long millis : due) {
      next = Math.min(next, millis);
    }
    return next;
  }
}
