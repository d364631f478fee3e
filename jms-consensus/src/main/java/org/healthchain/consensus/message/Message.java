package org.healthchain.consensus.message;

/** Anything that one replica's server sends to another's. Encoded by {@link MessageCodec}. */
public sealed interface Message permits ConsensusMessage, DisseminationMessage {
  /** Hands itself to the method of its family. */
  void accept(Handler handler);

  /** One method for each family of messages. */
  interface Handler {
    void on(ConsensusMessage message);

    void on(DisseminationMessage message);
  }
}
