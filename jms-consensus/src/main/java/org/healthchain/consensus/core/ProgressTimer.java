package org.healthchain.consensus.core;

/**
 * The view change timeout with bounded exponential back-off (Castro and Liskov 1999, §4.5.2:
 * doubles with every view in a row without progress, falls back on progress).
 *
 * <p>It is at least twice the longest wait of late, up to four times the base: machines that all
 * are busy need no new primary, which would only cost them more. A wait that ended in a new view
 * counts too, else a timeout that is a little too short would be too short for ever. The bound is
 * what a primary gains by being slow on purpose.
 */
final class ProgressTimer {
  static final long NEVER = Long.MAX_VALUE;

  private static final int MAX_STRETCH = 4;

  /** So many orders later a long wait is mostly forgotten. */
  private static final int FADING = 64;

  private final long baseMillis;
  private final long maxMillis;
  private final Rules rules;
  private int fruitlessViews;
  private long deadlineMillis = NEVER;
  private long waitingSinceMillis = NEVER;

  /** Fades with every progress. */
  private long longestWaitMillis;

  ProgressTimer(long baseMillis, long maxMillis, Rules rules) {
    this.baseMillis = baseMillis;
    this.maxMillis = maxMillis;
    this.rules = rules;
  }

  /** Between the base and the maximum for every number of fruitless views. */
  long timeoutMillis() {
    long patience = Math.max(baseMillis, Math.min(2 * longestWaitMillis, MAX_STRETCH * baseMillis));
    return rules.doubled(patience, fruitlessViews, maxMillis);
  }

  void viewWithoutProgress(long nowMillis) {
    fruitlessViews = Math.min(fruitlessViews + 1, 1_000);
    longestWaitMillis = Math.max(waited(nowMillis), longestWaitMillis);
  }

  void progress(long nowMillis) {
    fruitlessViews = 0;
    longestWaitMillis =
        Math.max(waited(nowMillis), longestWaitMillis - (longestWaitMillis + FADING - 1) / FADING);
    waitingSinceMillis = NEVER;
  }

  private long waited(long nowMillis) {
    return waitingSinceMillis == NEVER ? 0 : nowMillis - waitingSinceMillis;
  }

  void start(long nowMillis) {
    if (waitingSinceMillis == NEVER) {
      waitingSinceMillis = nowMillis;
    }
    deadlineMillis = nowMillis + timeoutMillis();
  }

  void startIfStopped(long nowMillis) {
    if (deadlineMillis == NEVER) {
      start(nowMillis);
    }
  }

  void stop() {
    deadlineMillis = NEVER;
    waitingSinceMillis = NEVER;
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
