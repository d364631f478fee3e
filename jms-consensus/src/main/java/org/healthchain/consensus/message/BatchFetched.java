package org.healthchain.consensus.message;

import java.util.List;

/**
 * The answer to a {@link BatchFetch}: the batch, then its predecessors, newest first; or nothing.
 */
public record BatchFetched(long nonce, List<RelayBatch> batches) implements DisseminationMessage {
  public BatchFetched {
    batches = List.copyOf(batches);
  }

  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
