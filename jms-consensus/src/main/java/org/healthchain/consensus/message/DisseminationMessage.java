package org.healthchain.consensus.message;

/** Messages that carry transactions and batches, apart from ordering. */
public sealed interface DisseminationMessage extends Message
    permits MixHop, HopReceipt, RelayBatch, HoldingVector, BatchFetch, BatchFetched {
  /** Hands itself to the method of its type. */
  void accept(Handler handler);

  @Override
  default void accept(Message.Handler handler) {
    handler.on(this);
  }

  /** One method for each message: a new one does not compile until everybody handles it. */
  interface Handler {
    void on(MixHop message);

    void on(HopReceipt message);

    void on(RelayBatch message);

    void on(HoldingVector message);

    void on(BatchFetch message);

    void on(BatchFetched message);
  }
}
