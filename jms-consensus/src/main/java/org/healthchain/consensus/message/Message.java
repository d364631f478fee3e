package org.healthchain.consensus.message;

/** Anything that one replica's server sends to another's. Encoded by {@link MessageCodec}. */
public sealed interface Message permits ConsensusMessage, DisseminationMessage {
  /**
   * Whether everything that matters in the message is signed inside it and checked by the receiving
   * state machine. The host then sends it in a frame without a signature of its own.
   */
  boolean selfSigned();
}
