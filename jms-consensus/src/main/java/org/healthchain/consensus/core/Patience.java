package org.healthchain.consensus.core;

/**
 * How long this replica waits for the primary, and whether it has lost patience: the timer runs
 * while something waits.
 */
final class Patience {
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final Pool pool;
  private final Peers peers;
  private final Lag lag;
  private final VotingRight right;
  private final ProgressTimer timer;
  private boolean complaining;
  private long emptyDecidedMillis;
  private long viewEnteredMillis;

  Patience(
      Owners owners,
      Step step,
      Pool pool,
      Peers peers,
      Lag lag,
      VotingRight right,
      ProgressTimer timer) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.pool = pool;
    this.peers = peers;
    this.lag = lag;
    this.right = right;
    this.timer = timer;
  }

  boolean complaining() {
    return complaining;
  }

  void complain() {
    complaining = true;
  }

  long viewEnteredMillis() {
    return viewEnteredMillis;
  }

  /** When a block of no batches, freely proposed in this view, was decided last; 0 if none was. */
  long emptyDecidedMillis() {
    return emptyDecidedMillis;
  }

  void onEmptyDecided() {
    emptyDecidedMillis = step.nowMillis();
  }

  void onProgress() {
    timer.progress(step.nowMillis());
    complaining = false;
    if (current.active()) {
      timer.stop();
    }
  }

  void onViewChangeStarted() {
    timer.viewWithoutProgress(step.nowMillis());
    timer.stop();
    complaining = false;
  }

  void onViewChangeQuorum() {
    timer.startIfStopped(step.nowMillis());
  }

  void enterView() {
    timer.stop();
    complaining = false;
    emptyDecidedMillis = 0;
    viewEnteredMillis = step.nowMillis();
  }

  void enterEpoch() {
    timer.progress(step.nowMillis());
    enterView();
  }

  /** After every step. */
  void update() {
    if (!current.active()) {
      return;
    }
    if (right.mayVote() && somethingWaits()) {
      timer.startIfStopped(step.nowMillis());
    } else {
      timer.stop();
    }
  }

  private boolean somethingWaits() {
    if (standing.executing() || !standing.handedOver() || lag.lagging()) {
      return false; // then it is this replica's own turn, or that of the former epoch's members
    }
    if (pool.unproposed() > 0 || peers.learnerWaits()) {
      return true;
    }
    long done = Math.max(standing.lastExecuted().value(), standing.lowWatermark());
    return slots.highestUsed(done) > done;
  }

  long dueMillis() {
    return timer.running() ? timer.deadlineMillis() : Long.MAX_VALUE;
  }

  boolean exhausted() {
    return timer.expired(step.nowMillis());
  }

  /** Waits as long again. */
  void again() {
    timer.start(step.nowMillis());
  }
}
