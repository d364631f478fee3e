package org.healthchain.web.authority;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import org.healthchain.server.membership.AdmissionPreview;
import org.healthchain.server.membership.MembershipService;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.web.session.Notices;
import org.primefaces.model.file.UploadedFile;

/** Checks a join request, shows what admitting would mean, admits. */
@Named("admission")
@RequestScoped
public class AdmissionPage {
  private static final int MAX_REQUEST_CHARS = 100_000;

  @Inject private MembershipService membership;
  @Inject private Notices notices;

  private String request;
  private UploadedFile file;
  private AdmissionPreview preview;
  private String admitted;

  /** Second step: verifies the request and nothing else. */
  public void check() {
    takeFile();
    if (wellFormed()) {
      try {
        preview = membership.checkRequest(request.strip());
      } catch (RefusedException e) {
        notices.refused(e);
      }
    }
  }

  /** Third step: issues the credential and orders the admission. */
  public void admit() {
    if (wellFormed()) {
      try {
        admitted = membership.admit(request.strip());
        notices.info("members.admitted");
      } catch (RefusedException e) {
        notices.refused(e);
      }
    }
  }

  private void takeFile() {
    if (file != null && file.getSize() > 0) {
      request =
          file.getSize() > MAX_REQUEST_CHARS
              ? null
              : new String(file.getContent(), StandardCharsets.UTF_8);
      if (request == null) {
        notices.error("members.request.long");
      }
    }
  }

  private boolean wellFormed() {
    if (request == null || request.isBlank()) {
      notices.errorAt("admission:request", "members.request.empty");
      return false;
    }
    if (request.length() > MAX_REQUEST_CHARS) {
      notices.errorAt("admission:request", "members.request.long");
      return false;
    }
    return true;
  }

  public AdmissionPreview getPreview() {
    return preview;
  }

  /** The admission's text for the joiner's operator; null until admitted. */
  public String getAdmitted() {
    return admitted;
  }

  public String getRequest() {
    return request;
  }

  public void setRequest(String request) {
    this.request = request;
  }

  public UploadedFile getFile() {
    return file;
  }

  public void setFile(UploadedFile file) {
    this.file = file;
  }
}
