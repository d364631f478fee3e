package org.healthchain.web.doctor;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionView;
import org.healthchain.web.session.Pages;
import org.primefaces.model.LazyDataModel;

/** The doctor's own submissions, a page at a time. */
@Named("mySubmissions")
@RequestScoped
public class SubmissionsPage {
  @Inject private SubmissionService submissions;

  private LazyDataModel<SubmissionView> rows;

  @PostConstruct
  void open() {
    rows =
        Pages.of(
            (offset, limit) -> submissions.mine(offset, limit),
            () -> submissions.countMine(),
            SubmissionView::id);
  }

  public LazyDataModel<SubmissionView> getRows() {
    return rows;
  }
}
