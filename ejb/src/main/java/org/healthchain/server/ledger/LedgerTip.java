package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;

/** The newest block and the consortium's state after it. */
public record LedgerTip(BlockHeader header, ConsortiumState state) {
  public long height() {
    return header.height();
  }
}
