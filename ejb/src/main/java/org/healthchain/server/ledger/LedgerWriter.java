package org.healthchain.server.ledger;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.ExecutedBlock;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Transaction;

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
  @EJB private CurrentState current;

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
   * @return the block as stored
   */
  public ExecutedBlock execute(OrderedTransactions ordered) {
    LedgerTip tip = current.get();
    LedgerStore store = new LedgerStore(entities);
    List<Hash> ids = ordered.transactions().stream().map(Transaction::id).toList();
    Set<Hash> known = ids.isEmpty() ? new HashSet<>() : store.known(ids);
    ExecutedBlock block =
        new BlockExecutor(instance.chainId())
            .execute(tip.header(), tip.state(), ordered, known::contains);
    append(store, tip, block);
    return block;
  }

  /**
   * Appends a block that a peer sent and whose header a quorum vouches for.
   *
   * @throws DivergingBlockException if executing it again gives another header; nothing is stored
   */
  public ExecutedBlock install(FetchedBlock fetched) {
    LedgerTip tip = current.get();
    LedgerStore store = new LedgerStore(entities);
    Set<Hash> known = store.known(fetched.transactions().stream().map(Transaction::id).toList());
    ExecutedBlock block =
        new BlockExecutor(instance.chainId())
            .execute(tip.header(), tip.state(), fetched.ordered(), known::contains);
    if (!block.header().equals(fetched.header())) {
      throw new DivergingBlockException(fetched.header().height());
    }
    append(store, tip, block);
    fetched
        .certificate()
        .ifPresent(
            proof ->
                store.certify(
                    block.header().height(), proof.bytes(), proof.signers(), proof.quorum()));
    return block;
  }

  /** Stores a commit certificate, once; nothing happens if the block is not here yet. */
  public void certify(long height, byte[] certificate, int signers, int quorum) {
    new LedgerStore(entities).certify(height, certificate, signers, quorum);
  }

  private void append(LedgerStore store, LedgerTip before, ExecutedBlock block) {
    store.append(block, !block.state().equals(before.state()));
    appended.fire(new BlockAppended(block));
  }
}
