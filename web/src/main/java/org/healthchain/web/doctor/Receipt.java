package org.healthchain.web.doctor;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.submission.SubmissionView;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/** What became of the visit just sent. Holds the submission's number and nothing of the patient. */
@Named("receipt")
@ViewScoped
public class Receipt implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private SubmissionService submissions;

  private @Nullable Long id;
  private @Nullable SubmissionState shown;

  void show(long submissionId) {
    id = submissionId;
    shown = SubmissionState.QUEUED;
  }

  /** Renders the receipt again only if the state moved, so that a screen reader speaks once. */
  public void look() {
    SubmissionView now = getSubmission();
    if (now != null && now.state() != shown) {
      shown = now.state();
      PrimeFaces.current().ajax().update("receipt");
    }
  }

  /** Null until a visit was sent. */
  public @Nullable SubmissionView getSubmission() {
    return id == null ? null : submissions.find(id).orElse(null);
  }

  /** Nothing more will happen to it. */
  public boolean isFinished() {
    return id == null || shown == SubmissionState.COMMITTED || shown == SubmissionState.REJECTED;
  }

  /** Has the submission got to this step of its way? */
  public boolean reached(String state) {
    SubmissionView now = getSubmission();
    return now != null
        && now.state() != SubmissionState.REJECTED
        && now.state().compareTo(SubmissionState.valueOf(state)) >= 0;
  }
}
