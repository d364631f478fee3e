package org.healthchain.consensus.dissemination;

import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.SizeBuckets;

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
 * @param hopBytesPerSecond of one peer's hops as they come, dummies and padding included
 * @param coverIntervalMillis a relay sends one hop in each such interval, real or dummy, to each
 *     other relay in turn; 0 sends real ones alone, as they come
 * @param coverHopBytes length of such a hop, one of {@link SizeBuckets}. So a relay's cover costs
 *     its line {@code coverHopBytes} in {@code coverIntervalMillis}, each way, and no more
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
    int nonceMemory,
    int hopBytesPerSecond,
    long coverIntervalMillis,
    int coverHopBytes) {
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
    if (coverIntervalMillis < 0
        || coverHopBytes > MixHop.MAX_FILLED_BYTES
        || coverHopBytes != SizeBuckets.bucketBytes(coverHopBytes)
        || hopBytesPerSecond < MixHop.MAX_FILLED_BYTES) {
      throw new IllegalArgumentException("cover hops of " + coverHopBytes + " bytes");
    }
  }

  public static MixConfig standard() {
    return builder().build();
  }

  /** The standard values, to be changed by name. */
  public static Builder builder() {
    return new Builder();
  }

  /** Unset values are the standard ones. */
  public static final class Builder {
    private int forwardPercent = 50;
    private long maxHoldMillis = 50;
    private long receiptMillis = 1_000;
    private int maxReroutes = 2;
    private int maxPendingSubmissions = 10_000;
    private long firstResendMillis = 3_000;
    private long maxResendMillis = 60_000;
    private int stalledAfterResends = 5;
    private int maxHopTransactions = 128;
    private int maxHopBytes = 256 * 1024;
    private int peerQuotaBytes = 8 << 20;
    private long penaltyMillis = 10_000;
    private int nonceMemory = 1024;
    private int hopBytesPerSecond = 16 << 20;
    private long coverIntervalMillis = 0;
    private int coverHopBytes = 4096;

    private Builder() {}

    public Builder forwardPercent(int value) {
      forwardPercent = value;
      return this;
    }

    public Builder maxHoldMillis(long value) {
      maxHoldMillis = value;
      return this;
    }

    public Builder receiptMillis(long value) {
      receiptMillis = value;
      return this;
    }

    public Builder maxReroutes(int value) {
      maxReroutes = value;
      return this;
    }

    public Builder maxPendingSubmissions(int value) {
      maxPendingSubmissions = value;
      return this;
    }

    public Builder firstResendMillis(long value) {
      firstResendMillis = value;
      return this;
    }

    public Builder maxResendMillis(long value) {
      maxResendMillis = value;
      return this;
    }

    public Builder stalledAfterResends(int value) {
      stalledAfterResends = value;
      return this;
    }

    public Builder maxHopTransactions(int value) {
      maxHopTransactions = value;
      return this;
    }

    public Builder maxHopBytes(int value) {
      maxHopBytes = value;
      return this;
    }

    public Builder peerQuotaBytes(int value) {
      peerQuotaBytes = value;
      return this;
    }

    public Builder penaltyMillis(long value) {
      penaltyMillis = value;
      return this;
    }

    public Builder nonceMemory(int value) {
      nonceMemory = value;
      return this;
    }

    public Builder hopBytesPerSecond(int value) {
      hopBytesPerSecond = value;
      return this;
    }

    public Builder coverIntervalMillis(long value) {
      coverIntervalMillis = value;
      return this;
    }

    public Builder coverHopBytes(int value) {
      coverHopBytes = value;
      return this;
    }

    public MixConfig build() {
      return new MixConfig(
          forwardPercent,
          maxHoldMillis,
          receiptMillis,
          maxReroutes,
          maxPendingSubmissions,
          firstResendMillis,
          maxResendMillis,
          stalledAfterResends,
          maxHopTransactions,
          maxHopBytes,
          peerQuotaBytes,
          penaltyMillis,
          nonceMemory,
          hopBytesPerSecond,
          coverIntervalMillis,
          coverHopBytes);
    }
  }
}
