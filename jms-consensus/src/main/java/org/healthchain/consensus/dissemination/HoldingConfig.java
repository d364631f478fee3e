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
    return builder().build();
  }

  /** The standard values, to be changed by name. */
  public static Builder builder() {
    return new Builder();
  }

  /** Unset values are the standard ones. */
  public static final class Builder {
    private long vectorIntervalMillis = 20;
    private long fullVectorMillis = 1_000;
    private long audienceMillis = 2_000;
    private int relayQuotaBatches = 64;
    private long relayQuotaBytes = 32L << 20;
    private long retentionMillis = 120_000;
    private long retentionBytes = 64L << 20;
    private long expiryMillis = 600_000;
    private long fetchTimeoutMillis = 500;
    private int maxFetches = 64;
    private int maxFetchReplyBytes = 2 << 20;
    private long serveBytesPerSecond = 16 << 20;
    private long undecidedRetryMillis = 500;

    private Builder() {}

    public Builder vectorIntervalMillis(long value) {
      vectorIntervalMillis = value;
      return this;
    }

    public Builder fullVectorMillis(long value) {
      fullVectorMillis = value;
      return this;
    }

    public Builder audienceMillis(long value) {
      audienceMillis = value;
      return this;
    }

    public Builder relayQuotaBatches(int value) {
      relayQuotaBatches = value;
      return this;
    }

    public Builder relayQuotaBytes(long value) {
      relayQuotaBytes = value;
      return this;
    }

    public Builder retentionMillis(long value) {
      retentionMillis = value;
      return this;
    }

    public Builder retentionBytes(long value) {
      retentionBytes = value;
      return this;
    }

    public Builder expiryMillis(long value) {
      expiryMillis = value;
      return this;
    }

    public Builder fetchTimeoutMillis(long value) {
      fetchTimeoutMillis = value;
      return this;
    }

    public Builder maxFetches(int value) {
      maxFetches = value;
      return this;
    }

    public Builder maxFetchReplyBytes(int value) {
      maxFetchReplyBytes = value;
      return this;
    }

    public Builder serveBytesPerSecond(long value) {
      serveBytesPerSecond = value;
      return this;
    }

    public Builder undecidedRetryMillis(long value) {
      undecidedRetryMillis = value;
      return this;
    }

    public HoldingConfig build() {
      return new HoldingConfig(
          vectorIntervalMillis,
          fullVectorMillis,
          audienceMillis,
          relayQuotaBatches,
          relayQuotaBytes,
          retentionMillis,
          retentionBytes,
          expiryMillis,
          fetchTimeoutMillis,
          maxFetches,
          maxFetchReplyBytes,
          serveBytesPerSecond,
          undecidedRetryMillis);
    }
  }
}
