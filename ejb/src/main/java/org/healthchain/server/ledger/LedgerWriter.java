package org.healthchain.server.ledger;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.Predicate;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.OrderedTransactions;

/**
 * Appends to the ledger; each call is one JTA transaction over one resource, so that a crash leaves
 * nothing in doubt. Only the replica's host calls it, from one thread.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LedgerWriter {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private CurrentInstance instance;
  @Inject private Event<BlockAppended> appended;
  @Inject private Event<BlocksCertified> certified;
  @Inject private CurrentState current;

  /** Stores the genesis if the ledger is empty; refuses a ledger of another consortium. */
  public LedgerTip open() {
    LedgerStore store = new LedgerStore(entities);
    var genesis = instance.genesis();
    var stored = store.header(0);
    if (stored.isEmpty()) {
      store.appendGenesis(genesis.header(), genesis.state());
    } else if (!stored.get().equals(genesis.header())) {
      throw new IllegalStateException(
          "the database holds the ledger of another consortium than genesis.bin");
    }
    LedgerTip tip = store.tip().orElseThrow();
    current.set(tip);
    return tip;
  }

  /**
   * Executes what is ordered on top of the ledger.
   *
   * @param ordered its sequence number is the height after the tip's
   * @param onChain whether an id stands on the ledger
   * @return the block as stored
   */
  public BlockOutcome execute(OrderedTransactions ordered, Predicate<Hash> onChain) {
    LedgerTip tip = current.get();
    BlockOutcome block =
        new BlockExecutor(instance.chainId()).execute(tip.header(), tip.state(), ordered, onChain);
    append(tip, block);
    return block;
  }

  /**
   * Appends a block that a peer sent and whose header a quorum vouches for.
   *
   * @param onChain whether an id stands on the ledger
   * @throws DivergingBlockException if executing it again gives another header; nothing is stored
   */
  public BlockOutcome install(TravellingBlock fetched, Predicate<Hash> onChain) {
    LedgerTip tip = current.get();
    BlockOutcome block =
        new BlockExecutor(instance.chainId())
            .execute(tip.header(), tip.state(), fetched.ordered(), onChain);
    if (!block.header().equals(fetched.header())) {
      throw new DivergingBlockException(fetched.header().height());
    }
    append(tip, block);
    fetched
        .certificate()
        .ifPresent(
            proof ->
                certify(block.header().height(), proof.bytes(), proof.signers(), proof.quorum()));
    return block;
  }

  /** Stores a commit certificate, once; nothing happens if the block is not here yet. */
  public void certify(long height, byte[] certificate, int signers, int quorum) {
    LedgerStore store = new LedgerStore(entities);
    if (store.certify(height, certificate, signers, quorum)) {
      certified.fire(new BlocksCertified(store.certifiedHeight(height - 1), height));
    }
  }

  private void append(LedgerTip before, BlockOutcome block) {
    new LedgerStore(entities).append(block, !block.state().equals(before.state()));
    appended.fire(new BlockAppended(block));
  }
}
