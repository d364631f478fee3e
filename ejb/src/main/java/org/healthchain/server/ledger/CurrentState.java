package org.healthchain.server.ledger;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.healthchain.server.transaction.BlockOutcome;
import org.jspecify.annotations.Nullable;

/** The ledger's tip in memory, as it is committed. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CurrentState {
  private volatile @Nullable LedgerTip tip;

  /**
   * @throws IllegalStateException before the ledger is open
   */
  public LedgerTip get() {
    LedgerTip now = tip;
    if (now == null) {
      throw new IllegalStateException("the ledger is not open yet");
    }
    return now;
  }

  public boolean isOpen() {
    return tip != null;
  }

  public void set(LedgerTip opened) {
    tip = opened;
  }

  /** Not for callers: the block is durable now. */
  public void onAppended(@Observes(during = TransactionPhase.AFTER_SUCCESS) BlockAppended event) {
    BlockOutcome block = event.block();
    LedgerTip now = tip;
    if (now == null || block.header().height() > now.height()) {
      tip = new LedgerTip(block.header(), block.state());
    }
  }
}
