package org.healthchain.consensus.dissemination;

import org.healthchain.consensus.message.Membership;

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
    return forInstitutions(n, 0);
  }

  /**
   * The same with cover traffic. Among more than {@value Membership#ALL_TO_ALL_MAX_MEMBERS} there
   * is none: its cycle of one hop to each other would hold a transaction up for seconds.
   *
   * @param coverIntervalMillis see {@link MixConfig#coverIntervalMillis()}; 0 for no cover
   */
  public static DisseminationConfig forInstitutions(int n, long coverIntervalMillis) {
    if (n <= Membership.ALL_TO_ALL_MAX_MEMBERS) {
      return new DisseminationConfig(
          MixConfig.builder().coverIntervalMillis(coverIntervalMillis).build(),
          BatchConfig.standard(),
          HoldingConfig.standard());
    }
    return new DisseminationConfig(
        MixConfig.standard(),
        BatchConfig.builder().delayMillis(100 + 2L * n).eagerOutstanding(0).build(),
        HoldingConfig.builder().vectorIntervalMillis(50 + n / 2).fullVectorMillis(5_000).build());
  }
}
