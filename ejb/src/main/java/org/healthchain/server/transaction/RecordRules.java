package org.healthchain.server.transaction;

import org.jspecify.annotations.Nullable;

/** When a record may stand in a block, as far as the consortium's state decides it. */
public final class RecordRules {
  private RecordRules() {}

  /**
   * @param state before the block
   * @param timeMillis of the block
   * @return null if the record may stand
   */
  public static @Nullable RejectionReason refusal(
      Hash chainId, ConsortiumState state, TransactionHeader header, long timeMillis) {
    if (!header.chainId().equals(chainId)) {
      return RejectionReason.WRONG_CHAIN;
    }
    if (header.groupEpoch() != state.groupEpoch()) {
      return RejectionReason.WRONG_GROUP_EPOCH;
    }
    DayKey key = state.dayKey(header.keyId()).orElse(null);
    if (key == null) {
      return RejectionReason.UNKNOWN_KEY_ID;
    }
    return key.graceUntilMillis() > timeMillis ? null : RejectionReason.EXPIRED_KEY;
  }
}
