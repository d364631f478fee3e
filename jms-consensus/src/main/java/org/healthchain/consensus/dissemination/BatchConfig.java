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
    return new BatchConfig(1_000, 512 * 1024, 20, 1, 4, 16 << 20, 1_000, 30_000);
  }
}
