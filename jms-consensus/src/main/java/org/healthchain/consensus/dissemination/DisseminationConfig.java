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
}
