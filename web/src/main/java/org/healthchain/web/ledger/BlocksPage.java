package org.healthchain.web.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.healthchain.server.ledger.BlockView;
import org.healthchain.server.ledger.LedgerService;
import org.healthchain.server.ledger.TransactionView;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Pages;
import org.healthchain.web.session.Typed;
import org.jspecify.annotations.Nullable;
import org.primefaces.model.LazyDataModel;

/** Browses the blocks and finds one by height, hash, transaction id or serial number. */
@Named("blocks")
@RequestScoped
public class BlocksPage {
  private static final int MAX_FOUND = 200;

  @Inject private LedgerService ledger;
  @Inject private Notices notices;

  private LazyDataModel<BlockView> rows;
  private String query = "";
  private List<TransactionView> found = List.of();

  @PostConstruct
  void open() {
    rows = Pages.of(ledger::blocks, () -> ledger.height() + 1, BlockView::height);
  }

  /** Goes to the one block that fits, or lists the transactions of a serial number. */
  public void search() throws IOException {
    String wanted = query.toLowerCase(Locale.ROOT);
    if (wanted.isEmpty()) {
      notices.error("blocks.search.empty");
      return;
    }
    if (!wanted.matches("[0-9]{1,18}|[0-9a-f]{64}")) {
      notices.error("blocks.search.form");
      return;
    }
    OptionalLong height = heightOf(wanted);
    if (height.isPresent()) {
      ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
      external.redirect(
          external.getRequestContextPath() + "/ledger/block.xhtml?height=" + height.getAsLong());
      return;
    }
    found =
        wanted.length() == 64 ? ledger.transactionsBySerialNumber(wanted, 0, MAX_FOUND) : List.of();
    if (found.isEmpty()) {
      notices.error("blocks.search.nothing");
    }
  }

  private OptionalLong heightOf(String wanted) {
    if (wanted.length() < 64) {
      long height = Long.parseLong(wanted);
      return ledger.block(height).isPresent() ? OptionalLong.of(height) : OptionalLong.empty();
    }
    return ledger
        .blockByHash(wanted)
        .map(block -> OptionalLong.of(block.height()))
        .or(() -> ledger.transaction(wanted).map(found -> OptionalLong.of(found.blockHeight())))
        .orElse(OptionalLong.empty());
  }

  public LazyDataModel<BlockView> getRows() {
    return rows;
  }

  /** How many there are; the newest are shown. */
  public long getTotal() {
    return found.isEmpty() ? 0 : ledger.countBySerialNumber(query.strip());
  }

  public List<TransactionView> getFound() {
    return found;
  }

  public String getQuery() {
    return query;
  }

  public void setQuery(@Nullable String typed) {
    query = Typed.stripped(typed);
  }
}
