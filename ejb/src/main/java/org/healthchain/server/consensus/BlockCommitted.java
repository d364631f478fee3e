package org.healthchain.server.consensus;

import java.util.List;
import org.healthchain.server.transaction.Hash;

/** CDI event, fired after a block's database transaction is committed at this server. */
public record BlockCommitted(long height, List<Hash> transactionIds) {
  public BlockCommitted {
    transactionIds = List.copyOf(transactionIds);
  }
}
