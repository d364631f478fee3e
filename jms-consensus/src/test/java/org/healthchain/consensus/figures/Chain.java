package org.healthchain.consensus.figures;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * The one chain that all replicas execute, each up to its own height: what they would all compute
 * for themselves is computed once, and compared. Transactions are known by a number in their first
 * bytes.
 */
final class Chain {
  /**
   * @param ids of transactions that no earlier block has
   */
  record Block(Proposal proposal, Digest hash, List<Digest> ids, int transactions) {}

  private final List<Block> blocks = new ArrayList<>();
  private final Map<Digest, Long> heightOf = new HashMap<>();
  private final List<Digest> ids = new ArrayList<>();

  /** A transaction that nobody has seen before. */
  TransactionBytes newTransaction() {
    byte[] bytes = new byte[ModelConfig.TRANSACTION_BYTES];
    ByteBuffer.wrap(bytes).putLong(ids.size());
    ids.add(Digest.sha256(ByteBuffer.allocate(8).putLong(ids.size()).array()));
    return TransactionBytes.of(bytes);
  }

  static int number(TransactionBytes transaction) {
    return (int) ByteBuffer.wrap(transaction.bytes()).getLong(0);
  }

  Digest idOf(TransactionBytes transaction) {
    return ids.get(number(transaction));
  }

  /** Whether a replica at this height has executed it. */
  boolean isExecuted(Digest id, long height) {
    Long at = heightOf.get(id);
    return at != null && at <= height;
  }

  long height() {
    return blocks.size();
  }

  Block block(long height) {
    return blocks.get((int) height - 1);
  }

  /** The block of this proposal. Fails when another replica executed another one: a fork. */
  Block execute(Proposal proposal, List<RelayBatch> batches) {
    long height = proposal.sequenceNumber().value();
    if (height <= blocks.size()) {
      Block known = block(height);
      if (!known.proposal().equals(proposal)) {
        throw new IllegalStateException("two blocks at height " + height);
      }
      return known;
    }
    if (height != blocks.size() + 1) {
      throw new IllegalStateException("block " + height + " on top of " + blocks.size());
    }
    List<Digest> fresh = new ArrayList<>();
    int transactions = 0;
    for (RelayBatch batch : batches) {
      transactions += batch.transactions().size();
      for (TransactionBytes transaction : batch.transactions()) {
        Digest id = idOf(transaction);
        if (heightOf.putIfAbsent(id, height) == null) {
          fresh.add(id);
        }
      }
    }
    Digest previous = blocks.isEmpty() ? Digest.ZERO : block(height - 1).hash();
    Digest hash = Digest.sha256(previous.bytes(), proposal.digest().bytes());
    Block block = new Block(proposal, hash, fresh, transactions);
    blocks.add(block);
    return block;
  }
}
