package org.healthchain.consensus.dissemination;

/**
 * The mix.
 *
 * @param forwardPercent with which probability a relay sends a transaction on instead of publishing
 * @param maxHoldMillis source and relay alike hold a transaction for a random time up to this; 0
 *     sends at once
 * @param receiptMillis without a receipt for so long a hop is sent to another relay
 * @param maxReroutes so often at most
 * @param maxPendingSubmissions local transactions kept until they are executed
 * @param firstResendMillis without execution for so long another path is tried; doubles each time
 * @param maxResendMillis the doubling's end
 * @param stalledAfterResends after so many the submission is reported as stalled (and kept)
 * @param maxHopTransactions in one hop
 * @param maxHopBytes of one hop's transactions
 * @param peerQuotaBytes of one peer's transactions being validated or held
 * @param penaltyMillis after an invalid transaction a peer's hops are dropped for so long
 * @param nonceMemory how many hops of one peer are remembered against redelivery
 */
public record MixConfig(
    int forwardPercent,
    long maxHoldMillis,
    long receiptMillis,
    int maxReroutes,
    int maxPendingSubmissions,
    long firstResendMillis,
    long maxResendMillis,
    int stalledAfterResends,
    int maxHopTransactions,
    int maxHopBytes,
    int peerQuotaBytes,
    long penaltyMillis,
    int nonceMemory) {
  public MixConfig {
    if (forwardPercent < 0 || forwardPercent > 95 || maxHoldMillis < 0 || nonceMemory < 1) {
      throw new IllegalArgumentException("a path must end: forward with 0 to 95 percent");
    }
    if (firstResendMillis < 1 || maxResendMillis < firstResendMillis || stalledAfterResends < 1) {
      throw new IllegalArgumentException("resend after " + firstResendMillis);
    }
    if (receiptMillis < 1 || maxReroutes < 0) {
      throw new IllegalArgumentException("receipt within " + receiptMillis);
    }
    if (maxPendingSubmissions < 1 || maxHopTransactions < 1 || peerQuotaBytes < maxHopBytes) {
      throw new IllegalArgumentException("a peer's quota holds at least one hop");
    }
  }

  public static MixConfig standard() {
    return new MixConfig(
        50, 50, 1_000, 2, 10_000, 3_000, 60_000, 5, 128, 256 * 1024, 8 << 20, 10_000, 1024);
  }
}
