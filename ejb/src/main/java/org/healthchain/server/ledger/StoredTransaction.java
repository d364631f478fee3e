package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.Transaction;

/** A transaction and where it stands. For services within the server, never for pages. */
public record StoredTransaction(Transaction transaction, BlockHeader block, int index) {}
