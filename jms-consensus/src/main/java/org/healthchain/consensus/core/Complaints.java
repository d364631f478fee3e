package org.healthchain.consensus.core;

/**
 * Watches the primary: nothing moves although something waits, or a batch is passed over. Then this
 * replica complains, and f+1 complaints make everyone leave the view. (Castro and Liskov's backups
 * leave at once; a backup that leaves alone is lost to its view, so ours first ask.)
 */
final class Complaints {
  private final CurrentView current;
  private final Patience patience;
  private final VotingRight right;
  private final Pool pool;
  private final NextBeacon nextBeacon;
  private final ViewChanges viewChanges;
  private final Step step;

  Complaints(
      CurrentView current,
      Patience patience,
      VotingRight right,
      Pool pool,
      NextBeacon nextBeacon,
      ViewChanges viewChanges,
      Step step) {
    this.current = current;
    this.patience = patience;
    this.right = right;
    this.pool = pool;
    this.nextBeacon = nextBeacon;
    this.viewChanges = viewChanges;
    this.step = step;
  }

  void tick() {
    if (patience.exhausted()) {
      if (current.active()) {
        patience.again();
        complain();
      } else if (right.mayVote()) {
        viewChanges.start(current.view().next());
      }
    }
    if (right.votesNow() && !patience.complaining() && passedOver()) {
      complain();
    }
  }

  private void complain() {
    patience.complain();
    nextBeacon.atOnce();
    viewChanges.leaveIfEnoughComplain();
  }

  /**
   * An old batch waits while a much younger one, or a block of none, was ordered: the primary is no
   * FIFO.
   */
  private boolean passedOver() {
    long oldest = pool.oldestUnproposedMillis();
    long timeout = current.config().censorshipTimeoutMillis();
    return oldest != Long.MAX_VALUE
        && step.nowMillis() - oldest >= timeout
        && step.nowMillis() - patience.viewEnteredMillis() >= timeout
        && Math.max(pool.latestOrderedSinceMillis(), patience.emptyDecidedMillis())
            > oldest + timeout / 2;
  }
}
