package org.healthchain.consensus.core;

/** Everything that happens because time has passed. */
final class Timers {
  private static final int MISSING_FACTOR = 4;

  private final Replica r;

  Timers(Replica r) {
    this.r = r;
  }

  void tick() {
    long now = r.nowMillis;
    if (now >= r.checkpoints.nextFlushMillis()) {
      r.checkpoints.flush();
    }
    if (now >= r.checkpoints.nextRepeatMillis()) {
      r.checkpoints.repeat();
    }
    if (now >= r.votes.nextRepeatMillis()) {
      r.votes.repeat();
    }
    if (now >= r.viewChanges.repeatDueMillis()) {
      r.viewChanges.repeat();
    }
    if (now >= r.learning.probeDueMillis()) {
      r.learning.probe();
    }
    requestMissing();
    r.stateTransfer.tick();
    r.watch.tick();
    if (now >= r.beacons.dueMillis()) {
      r.beacons.send();
    }
  }

  private void requestMissing() {
    for (Slot slot : r.slots.values()) {
      if (!slot.missing().isEmpty() && r.nowMillis >= missingDueMillis(slot)) {
        r.ordering.requestMissing(slot);
      }
    }
  }

  private long missingDueMillis(Slot slot) {
    return slot.sentMillis + MISSING_FACTOR * r.config.retransmitMillis();
  }

  long nextMillis() {
    long next = Math.min(r.checkpoints.nextFlushMillis(), r.checkpoints.nextRepeatMillis());
    next = Math.min(next, r.votes.nextRepeatMillis());
    next = Math.min(next, r.viewChanges.repeatDueMillis());
    next = Math.min(next, r.learning.probeDueMillis());
    next = Math.min(next, r.stateTransfer.dueMillis());
    next = Math.min(next, r.watch.dueMillis());
    next = Math.min(next, r.beacons.dueMillis());
    next = Math.min(next, r.ordering.nextProposalMillis());
    next = Math.min(next, r.ordering.fillDue());
    for (Slot slot : r.slots.values()) {
      if (!slot.missing().isEmpty()) {
        next = Math.min(next, missingDueMillis(slot));
      }
    }
    return next;
  }
}
