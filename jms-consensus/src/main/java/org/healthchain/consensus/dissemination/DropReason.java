package org.healthchain.consensus.dissemination;

/** Why something a peer sent was dropped. The first group is nobody's fault. */
public enum DropReason {
  DUPLICATE_HOP,
  DUPLICATE_TRANSACTION,
  DUPLICATE_BATCH,
  STALE_INCARNATION,
  UNDECIDED,
  /** Our own pool is full; the source will send again. */
  POOL_FULL,
  EXPIRED,
  UNSOLICITED,

  /** More of one peer under way than its share. */
  PEER_QUOTA,
  RELAY_QUOTA,
  SERVING_QUOTA,
  PENALISED,

  STRANGER,
  NOT_A_RELAY,
  OVERSIZED,
  MALFORMED_TRANSACTION,
  INVALID_TRANSACTION,
  INVALID_BATCH,
  EQUIVOCATION,
  MALFORMED_VECTOR,
  WRONG_ANSWER
}
