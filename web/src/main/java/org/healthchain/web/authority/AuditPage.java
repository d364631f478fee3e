package org.healthchain.web.authority;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.OptionalLong;
import org.healthchain.server.audit.AuditEntryView;
import org.healthchain.server.audit.AuditService;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Pages;
import org.primefaces.model.LazyDataModel;

/** The audit trail and the check of its hash chain. */
@Named("audit")
@RequestScoped
public class AuditPage {
  @Inject private AuditService audit;
  @Inject private Notices notices;

  private LazyDataModel<AuditEntryView> rows;

  @PostConstruct
  void open() {
    rows = Pages.of(audit::entries, audit::count, AuditEntryView::number);
  }

  public void check() {
    OptionalLong wrong = audit.firstWrongEntry();
    if (wrong.isPresent()) {
      notices.error("audit.broken", wrong.getAsLong());
    } else {
      notices.info("audit.whole", audit.count());
    }
  }

  public LazyDataModel<AuditEntryView> getRows() {
    return rows;
  }
}
