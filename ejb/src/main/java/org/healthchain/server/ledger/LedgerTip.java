package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.State;

/** The newest block and the consortium's state after it. */
public record LedgerTip(BlockHeader header, State state) {
  public long height() {
    return header.height();
  }
}
