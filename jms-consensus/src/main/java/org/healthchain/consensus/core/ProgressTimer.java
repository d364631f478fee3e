package org.healthchain.consensus.core;

/**
 * The view change timeout with bounded exponential back-off (Castro and Liskov 1999, §4.5.2:
 * doubles with every view in a row without progress, falls back on progress).
 */
final class ProgressTimer {
  static final long NEVER = Long.MAX_VALUE;

  private final long baseMillis;
  private final long maxMillis;
  private final boolean overflow;
  private int fruitlessViews;
  private long deadlineMillis = NEVER;

  ProgressTimer(long baseMillis, long maxMillis, boolean overflow) {
    this.baseMillis = baseMillis;
    this.maxMillis = maxMillis;
    this.overflow = overflow;
  }

  /** Between the base and the maximum for every number of fruitless views. */
  long timeoutMillis() {
    if (overflow) {
      return (int) baseMillis << fruitlessViews;
    }
    int doublings = Math.min(fruitlessViews, Long.numberOfLeadingZeros(baseMillis) - 2);
    return Math.min(baseMillis << doublings, maxMillis);
  }

  void viewWithoutProgress() {
    fruitlessViews = Math.min(fruitlessViews + 1, 1_000);
  }

  void progress() {
    fruitlessViews = 0;
  }

  void start(long nowMillis) {
    deadlineMillis = nowMillis + timeoutMillis();
  }

  void startIfStopped(long nowMillis) {
    if (deadlineMillis == NEVER) {
      start(nowMillis);
    }
  }

  void stop() {
    deadlineMillis = NEVER;
  }

  boolean running() {
    return deadlineMillis != NEVER;
  }

  boolean expired(long nowMillis) {
    return nowMillis >= deadlineMillis && deadlineMillis != NEVER;
  }

  long deadlineMillis() {
    return deadlineMillis;
  }
}
