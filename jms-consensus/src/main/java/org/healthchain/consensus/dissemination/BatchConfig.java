package org.healthchain.consensus.dissemination;

import org.healthchain.consensus.message.DisseminationCodec;

/**
 * A relay's own batches.
 *
 * @param maxTransactions in one batch
 * @param maxBytes of one batch's transactions
 * @param delayMillis how long at least a transaction waits for company once {@code
 *     eagerOutstanding} batches are under way, and so much longer for every further one; the time
 *     from a batch's publication to its execution of late if that is longer ({@link
 *     org.healthchain.consensus.pacing.Pace})
 * @param eagerOutstanding with fewer batches under way (published, not executed) a batch leaves at
 *     once
 * @param maxOutstanding with so many under way none leaves; must not exceed the others' quota
 * @param maxReadyBytes of transactions that wait to be published
 * @param rebroadcastMillis a batch that f+1 do not hold yet is published again
 * @param laneRestartMillis without f+1 holders for so long the relay begins a new lane
 */
public record BatchConfig(
    int maxTransactions,
    int maxBytes,
    long delayMillis,
    int eagerOutstanding,
    int maxOutstanding,
    int maxReadyBytes,
    long rebroadcastMillis,
    long laneRestartMillis) {
  public BatchConfig {
    if (maxTransactions < 1 || maxTransactions > DisseminationCodec.MAX_TRANSACTIONS) {
      throw new IllegalArgumentException("transactions in a batch: " + maxTransactions);
    }
    if (maxBytes < 1 || maxReadyBytes < maxBytes || maxOutstanding < 1 || delayMillis < 0) {
      throw new IllegalArgumentException("bytes in a batch: " + maxBytes);
    }
    if (rebroadcastMillis < 1 || laneRestartMillis < rebroadcastMillis) {
      throw new IllegalArgumentException("rebroadcast after " + rebroadcastMillis);
    }
  }

  public static BatchConfig standard() {
    return builder().build();
  }

  /** The standard values, to be changed by name. */
  public static Builder builder() {
    return new Builder();
  }

  /** Unset values are the standard ones. */
  public static final class Builder {
    private int maxTransactions = 1_000;
    private int maxBytes = 512 * 1024;
    private long delayMillis = 20;
    private int eagerOutstanding = 1;
    private int maxOutstanding = 4;
    private int maxReadyBytes = 16 << 20;
    private long rebroadcastMillis = 1_000;
    private long laneRestartMillis = 30_000;

    private Builder() {}

    public Builder maxTransactions(int value) {
      maxTransactions = value;
      return this;
    }

    public Builder maxBytes(int value) {
      maxBytes = value;
      return this;
    }

    public Builder delayMillis(long value) {
      delayMillis = value;
      return this;
    }

    public Builder eagerOutstanding(int value) {
      eagerOutstanding = value;
      return this;
    }

    public Builder maxOutstanding(int value) {
      maxOutstanding = value;
      return this;
    }

    public Builder maxReadyBytes(int value) {
      maxReadyBytes = value;
      return this;
    }

    public Builder rebroadcastMillis(long value) {
      rebroadcastMillis = value;
      return this;
    }

    public Builder laneRestartMillis(long value) {
      laneRestartMillis = value;
      return this;
    }

    public BatchConfig build() {
      return new BatchConfig(
          maxTransactions,
          maxBytes,
          delayMillis,
          eagerOutstanding,
          maxOutstanding,
          maxReadyBytes,
          rebroadcastMillis,
          laneRestartMillis);
    }
  }
}
