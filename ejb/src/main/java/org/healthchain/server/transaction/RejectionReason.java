package org.healthchain.server.transaction;

/** Why something was refused; each has a counter and a message. */
public enum RejectionReason {
  MALFORMED_MESSAGE,
  STRANGER,
  OVERSIZED_BODY,
  WRONG_CHAIN,
  BAD_GROUP_SIGNATURE,
  BODY_MISMATCH,
  WRONG_GROUP_EPOCH,
  REVOKED_MEMBER,
  UNKNOWN_KEY_ID,
  EXPIRED_KEY,
  UNSIGNED_DAY_KEY,
  BAD_MANAGER_SIGNATURE,
  /**
   * A control transaction that the consortium's state does not allow, such as a second admission.
   */
  INAPPLICABLE_CONTROL,
  REPLAYED_TRANSACTION,
  QUOTA_EXCEEDED
}
