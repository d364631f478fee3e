package org.healthchain.consensus.core;

/** When this replica's next status is due. */
final class NextBeacon {
  private final CurrentView current;
  private final Step step;
  private long dueMillis;

  NextBeacon(CurrentView current, Step step) {
    this.current = current;
    this.step = step;
  }

  /** Lets the next tick, which is due at once, send a status. */
  void atOnce() {
    dueMillis = step.nowMillis();
  }

  void sent() {
    dueMillis = step.nowMillis() + current.config().statusIntervalMillis();
  }

  long dueMillis() {
    return dueMillis;
  }
}
