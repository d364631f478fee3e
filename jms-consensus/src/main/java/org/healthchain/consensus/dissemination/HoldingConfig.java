package org.healthchain.consensus.dissemination;

/**
 * What a replica holds for others.
 *
 * @param vectorIntervalMillis at most one holding vector in this time; 0 sends at every change
 * @param fullVectorMillis so often the vector names every lane and not only those that moved
 * @param audienceMillis collector mode: when a batch was not executed for so long, vectors go to
 *     everyone and no longer to the primary and its backup alone
 * @param relayQuotaBatches unexecuted batches of one relay
 * @param relayQuotaBytes their bytes
 * @param retentionMillis executed batches stay so long for laggards
 * @param retentionBytes of executed batches, oldest dropped first
 * @param expiryMillis a batch that f+1 never held is dropped after so long
 * @param fetchTimeoutMillis then another holder is asked
 * @param maxFetches under way at once
 * @param maxFetchReplyBytes of one answer
 * @param serveBytesPerSecond to one peer
 * @param undecidedRetryMillis until a batch that could not be judged is judged again
 */
public record HoldingConfig(
    long vectorIntervalMillis,
    long fullVectorMillis,
    long audienceMillis,
    int relayQuotaBatches,
    long relayQuotaBytes,
    long retentionMillis,
    long retentionBytes,
    long expiryMillis,
    long fetchTimeoutMillis,
    int maxFetches,
    int maxFetchReplyBytes,
    long serveBytesPerSecond,
    long undecidedRetryMillis) {
  public HoldingConfig {
    if (vectorIntervalMillis < 0 || fullVectorMillis < Math.max(1, vectorIntervalMillis)) {
      throw new IllegalArgumentException("vector every " + vectorIntervalMillis);
    }
    if (relayQuotaBatches < 1 || relayQuotaBytes < 1 || maxFetches < 1 || expiryMillis < 1) {
      throw new IllegalArgumentException("quota of " + relayQuotaBatches + " batches");
    }
    if (fetchTimeoutMillis < 1 || undecidedRetryMillis < 1 || serveBytesPerSecond < 1) {
      throw new IllegalArgumentException("fetch again after " + fetchTimeoutMillis);
    }
  }

  public static HoldingConfig standard() {
    return new HoldingConfig(
        20, 1_000, 2_000, 64, 32L << 20, 120_000, 64L << 20, 600_000, 500, 64, 2 << 20, 16 << 20,
        500);
  }
}
