package org.healthchain.consensus.pacing;

/**
 * How long a round of something takes of late: an order from proposal to execution, a batch from
 * its publication to its execution. What may wait for company before the next round waits as long
 * as a round takes, so that a machine with too much to do gets fewer and fuller rounds, whose costs
 * more transactions share, and an idle one waits for nothing.
 *
 * <p>The mean is exponential with weight 1/4 for the newest round (as Jacobson's round trip times,
 * SIGCOMM 1988, whose weight is 1/8). Times in milliseconds, of whatever clock the caller has. Not
 * thread-safe.
 */
public final class Pace {
  /** Nobody waits longer for company, however slow the rounds are. */
  public static final long MAX_WAIT_MILLIS = 400;

  private static final int FRACTION = 16;
  private static final int WEIGHT = 4;

  /** In sixteenths of a millisecond, lest short rounds round to nothing. */
  private long mean;

  /** A round has ended. */
  public void took(long millis) {
    long measured = FRACTION * Math.max(0, millis);
    mean += (measured - mean) / WEIGHT;
  }

  /** The mean; 0 before the first round. */
  public long roundMillis() {
    return mean / FRACTION;
  }

  /**
   * How long to wait for company, once a round is under way.
   *
   * @param leastMillis is waited in any case
   */
  public long waitMillis(long leastMillis) {
    return Math.max(leastMillis, Math.min(MAX_WAIT_MILLIS, roundMillis()));
  }
}
