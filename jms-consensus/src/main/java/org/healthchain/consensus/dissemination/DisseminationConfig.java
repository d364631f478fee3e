package org.healthchain.consensus.dissemination;

/** Bounds and times, not necessarily equal at all servers. */
public record DisseminationConfig(MixConfig mix, BatchConfig batches, HoldingConfig holding) {
  public DisseminationConfig {
    if (batches.maxOutstanding() > holding.relayQuotaBatches()
        || (long) batches.maxOutstanding() * batches.maxBytes() > holding.relayQuotaBytes()) {
      throw new IllegalArgumentException("a relay would exceed the quota that others grant it");
    }
  }

  public static DisseminationConfig standard() {
    return new DisseminationConfig(
        MixConfig.standard(), BatchConfig.standard(), HoldingConfig.standard());
  }

  /**
   * As {@link #standard()}, but with many institutions a relay waits longer for company: each of
   * its batches goes to n-1 others, and each of those answers with a vector.
   */
  public static DisseminationConfig forInstitutions(int n) {
    DisseminationConfig s = standard();
    if (n <= org.healthchain.consensus.message.Membership.ALL_TO_ALL_MAX_MEMBERS) {
      return s;
    }
    BatchConfig b = s.batches;
    HoldingConfig h = s.holding;
    return new DisseminationConfig(
        s.mix,
        new BatchConfig(
            b.maxTransactions(),
            b.maxBytes(),
            100 + 2L * n,
            0,
            b.maxOutstanding(),
            b.maxReadyBytes(),
            b.rebroadcastMillis(),
            b.laneRestartMillis()),
        new HoldingConfig(
            50 + n / 2,
            5_000,
            h.audienceMillis(),
            h.relayQuotaBatches(),
            h.relayQuotaBytes(),
            h.retentionMillis(),
            h.retentionBytes(),
            h.expiryMillis(),
            h.fetchTimeoutMillis(),
            h.maxFetches(),
            h.maxFetchReplyBytes(),
            h.serveBytesPerSecond(),
            h.undecidedRetryMillis()));
  }
}
