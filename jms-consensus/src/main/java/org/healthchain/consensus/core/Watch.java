package org.healthchain.consensus.core;

import java.util.Map;
import org.healthchain.consensus.message.Member;

/**
 * Watches the primary: nothing moves although something waits, or a batch is passed over. Then this
 * replica complains, and f+1 complaints make everyone leave the view. (Castro and Liskov's backups
 * leave at once; a backup that leaves alone is lost to its view, so ours first ask.)
 */
final class Watch {
  private final Replica r;
  private final ProgressTimer timer;
  private boolean complaining;
  private long viewEnteredMillis;

  Watch(Replica r) {
    this.r = r;
    timer =
        new ProgressTimer(
            r.config.viewChangeTimeoutMillis(),
            r.config.maxViewChangeTimeoutMillis(),
            r.mutated(Mutation.TIMER_OVERFLOW));
  }

  boolean complaining() {
    return complaining;
  }

  long viewEnteredMillis() {
    return viewEnteredMillis;
  }

  // ---- what happens

  void onProgress() {
    timer.progress(r.nowMillis);
    complaining = false;
    if (r.active) {
      timer.stop();
    }
  }

  void onViewChangeStarted() {
    timer.viewWithoutProgress(r.nowMillis);
    timer.stop();
    complaining = false;
  }

  void onViewChangeQuorum() {
    timer.startIfStopped(r.nowMillis);
  }

  void enterView() {
    timer.stop();
    complaining = false;
    viewEnteredMillis = r.nowMillis;
  }

  void enterEpoch() {
    timer.progress(r.nowMillis);
    enterView();
  }

  // ---- what follows

  /** After every step: the timer runs while something waits for the primary. */
  void update() {
    if (!r.active) {
      return;
    }
    if (r.mayVote() && somethingWaits()) {
      timer.startIfStopped(r.nowMillis);
    } else {
      timer.stop();
    }
  }

  private boolean somethingWaits() {
    if (r.executing || !r.handedOver || r.stateTransfer.lagging()) {
      return false; // then it is this replica's own turn, or that of the former epoch's members
    }
    if (r.pool.unproposed() > 0 || r.beacons.learnerWaits()) {
      return true;
    }
    long done = Math.max(r.lastExecuted.value(), r.lowWatermark());
    for (Map.Entry<Long, Slot> entry : r.slots.tailMap(done + 1).entrySet()) {
      if (entry.getValue().hasPrePrepare() || entry.getValue().decided().isPresent()) {
        return true;
      }
    }
    return false;
  }

  long dueMillis() {
    return timer.running() ? timer.deadlineMillis() : Long.MAX_VALUE;
  }

  void tick() {
    if (timer.expired(r.nowMillis)) {
      if (r.active) {
        timer.start(r.nowMillis);
        complain();
      } else if (r.mayVote()) {
        r.viewChanges.start(r.view.next());
      }
    }
    if (r.active && r.mayVote() && !complaining && passedOver()) {
      complain();
    }
  }

  private void complain() {
    complaining = true;
    r.beacons.announce();
    countComplaints();
  }

  /** An old batch waits while a much younger one was ordered: the primary is no FIFO. */
  private boolean passedOver() {
    long oldest = r.pool.oldestUnproposedMillis();
    long timeout = r.config.censorshipTimeoutMillis();
    return oldest != Long.MAX_VALUE
        && r.nowMillis - oldest >= timeout
        && r.nowMillis - viewEnteredMillis >= timeout
        && r.pool.latestOrderedSinceMillis() > oldest + timeout / 2;
  }

  void countComplaints() {
    if (!r.active || !r.mayVote()) {
      return;
    }
    int complaints = 0;
    for (Member member : r.membership.members()) {
      boolean wantsOut =
          member.id().equals(r.self)
              ? complaining
              : r.beacons.wantsToLeave(member.id())
                  || r.viewChanges.leavesBeyond(member.id(), r.view);
      if (wantsOut) {
        complaints++;
      }
    }
    if (complaints >= r.membership.weakQuorum()) {
      r.viewChanges.start(r.view.next());
    }
  }
}
