package org.healthchain.consensus.dissemination;

import java.util.Optional;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.TransactionBytes;

/** What the host knows of transactions. Answers at once, from memory or an index. */
public interface Ledger {
  /** The transaction's id; empty when the bytes are no transaction. A pure function of them. */
  Optional<Digest> idOf(TransactionBytes transaction);

  /** Whether a transaction of this id stands on the chain. */
  boolean isExecuted(Digest transactionId);
}
