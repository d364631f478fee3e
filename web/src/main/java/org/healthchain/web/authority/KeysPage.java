package org.healthchain.web.authority;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.healthchain.server.keys.DayKeyService;
import org.healthchain.server.keys.DayKeyView;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Pages;
import org.healthchain.web.session.Words;
import org.primefaces.model.LazyDataModel;

/** The table of day keys and the rotation on demand (FR-8). */
@Named("keys")
@RequestScoped
public class KeysPage {
  @Inject private DayKeyService keys;
  @Inject private Notices notices;
  @Inject private Words words;

  private LazyDataModel<DayKeyView> rows;

  @PostConstruct
  void open() {
    rows =
        Pages.of(
            (offset, limit) -> keys.keys(offset, limit), () -> keys.count(), DayKeyView::keyId);
  }

  public void rotate() {
    notices.info("keys.rotated", words.shortened(keys.rotateNow()));
  }

  public LazyDataModel<DayKeyView> getRows() {
    return rows;
  }
}
