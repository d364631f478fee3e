package org.healthchain.consensus.dissemination;

/** The standard configurations but for what a test or a benchmark varies. */
public final class NearStandard {
  private NearStandard() {}

  public static MixConfig mix(int forwardPercent, long maxHoldMillis) {
    MixConfig standard = MixConfig.standard();
    return new MixConfig(
        forwardPercent,
        maxHoldMillis,
        standard.receiptMillis(),
        standard.maxReroutes(),
        standard.maxPendingSubmissions(),
        standard.firstResendMillis(),
        standard.maxResendMillis(),
        standard.stalledAfterResends(),
        standard.maxHopTransactions(),
        standard.maxHopBytes(),
        standard.peerQuotaBytes(),
        standard.penaltyMillis(),
        standard.nonceMemory());
  }

  public static HoldingConfig holding(long vectorIntervalMillis, long retentionMillis) {
    HoldingConfig standard = HoldingConfig.standard();
    return new HoldingConfig(
        vectorIntervalMillis,
        standard.fullVectorMillis(),
        standard.audienceMillis(),
        standard.relayQuotaBatches(),
        standard.relayQuotaBytes(),
        retentionMillis,
        standard.retentionBytes(),
        standard.expiryMillis(),
        standard.fetchTimeoutMillis(),
        standard.maxFetches(),
        standard.maxFetchReplyBytes(),
        standard.serveBytesPerSecond(),
        standard.undecidedRetryMillis());
  }
}
