package org.healthchain.web.ledger;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.healthchain.server.ledger.BlockVerification;
import org.healthchain.server.ledger.BlockView;
import org.healthchain.server.ledger.LedgerService;
import org.healthchain.server.ledger.TransactionView;
import org.healthchain.web.session.Pages;
import org.jspecify.annotations.Nullable;
import org.primefaces.model.LazyDataModel;

/** One block with its transactions, verified again on demand. */
@Named("block")
@ViewScoped
public class BlockPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private LedgerService ledger;

  private long height = -1;
  private transient @Nullable BlockView view;
  private transient @Nullable LazyDataModel<TransactionView> rows;
  private transient @Nullable BlockVerification verification;

  public void verify() {
    verification = ledger.verify(height);
  }

  /** Null if there is no such block. */
  public @Nullable BlockView getView() {
    if (view == null) {
      view = ledger.block(height).orElse(null);
    }
    return view;
  }

  public LazyDataModel<TransactionView> getRows() {
    if (rows == null) {
      rows =
          Pages.of(
              (offset, limit) -> ledger.transactionsOf(height, offset, limit),
              this::countTransactions,
              TransactionView::transactionId);
    }
    return rows;
  }

  private long countTransactions() {
    BlockView shown = getView();
    return shown == null ? 0 : shown.transactions();
  }

  public boolean isLast() {
    return height >= ledger.height();
  }

  /** Null until somebody asked for it. */
  public @Nullable BlockVerification getVerification() {
    return verification;
  }

  public long getHeight() {
    return height;
  }

  public void setHeight(long height) {
    this.height = height;
  }
}
