package org.healthchain.server.accounts;

/**
 * How long an account pauses after failed attempts: not at all for the first few, then a minute,
 * doubling up to a quarter of an hour. Long enough to make guessing hopeless, short enough that
 * nobody can keep a doctor out for a night by typing nonsense.
 */
final class LockOut {
  private static final int FREE_FAILURES = 5;
  private static final long FIRST_PAUSE_MILLIS = 60_000;
  private static final long LONGEST_PAUSE_MILLIS = 900_000;

  private LockOut() {}

  /** Pause after that many failures in a row; 0 if none. */
  static long pauseMillis(int failures) {
    if (failures < FREE_FAILURES) {
      return 0;
    }
    int doublings = Math.min(failures - FREE_FAILURES, 10);
    return Math.min(FIRST_PAUSE_MILLIS << doublings, LONGEST_PAUSE_MILLIS);
  }
}
