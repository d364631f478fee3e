package org.healthchain.consensus.transport;

/** Why a peer's frame went no further. */
public enum FrameDropReason {
  /** Longer than any frame may be, or no bytes message at all. */
  OVERSIZED,
  /** Not the encoding of a frame. */
  MALFORMED,
  /** Sender or receiver in the header are not those of the address. */
  MISADDRESSED,
  /** Came before. */
  DUPLICATE,
  /** The peer sends more than its share of the inbound queue. */
  OVER_QUOTA
}
