package org.healthchain.consensus.dissemination;

import java.util.List;
import org.healthchain.consensus.message.RelayBatch;

/**
 * What a restarted server brings along.
 *
 * @param boot larger at every start of this server, and less than 2^40: a counter on disk, or
 *     seconds since 1970
 * @param held every batch that was stored and not discarded, in any order. Those whose transactions
 *     all stand on the chain are kept for laggards only
 */
public record RestartState(long boot, List<RelayBatch> held) {
  public RestartState {
    if (boot < 0 || boot >= 1L << 40) {
      throw new IllegalArgumentException("boot number " + boot);
    }
    held = List.copyOf(held);
  }

  /** Lanes begun within one run are told apart by the lower bits. */
  long firstIncarnation() {
    return boot << 20;
  }
}
