package org.healthchain.web.authority;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.healthchain.server.membership.AdmissionPreview;
import org.healthchain.server.membership.MembershipService;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Typed;
import org.jspecify.annotations.Nullable;
import org.primefaces.model.file.UploadedFile;

/**
 * Checks a join request, shows what admitting would mean, admits. Keeps the request that verified
 * between the two steps: the button of the second belongs to what the first found.
 */
@Named("admission")
@ViewScoped
public class AdmissionPage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_REQUEST_CHARS = 100_000;

  @Inject private MembershipService membership;
  @Inject private Notices notices;

  private String request = "";
  private @Nullable String verified;
  private @Nullable String admitted;
  private transient @Nullable UploadedFile file;
  private transient @Nullable AdmissionPreview preview;

  /** Second step: verifies the request and nothing else. */
  public void check() {
    forget();
    takeFile();
    if (wellFormed()) {
      try {
        preview = membership.checkRequest(request);
        verified = request;
      } catch (RefusedException e) {
        notices.refused(e);
      }
    }
  }

  /** Third step: issues the credential and orders the admission. */
  public void admit() {
    if (verified == null) {
      return;
    }
    try {
      admitted = membership.admit(verified);
      notices.info("members.admitted");
    } catch (RefusedException e) {
      notices.refused(e);
    }
    verified = null;
    preview = null;
  }

  private void forget() {
    verified = null;
    preview = null;
    admitted = null;
  }

  private void takeFile() {
    if (file != null && file.getSize() > 0) {
      boolean tooLong = file.getSize() > MAX_REQUEST_CHARS;
      setRequest(tooLong ? "" : new String(file.getContent(), StandardCharsets.UTF_8));
      if (tooLong) {
        notices.error("members.request.long");
      }
    }
  }

  private boolean wellFormed() {
    if (request.isEmpty()) {
      notices.errorAt("admission:request", "members.request.empty");
      return false;
    }
    if (request.length() > MAX_REQUEST_CHARS) {
      notices.errorAt("admission:request", "members.request.long");
      return false;
    }
    return true;
  }

  /** Null until a request was verified. */
  public @Nullable AdmissionPreview getPreview() {
    if (preview == null && verified != null) {
      preview = membership.checkRequest(verified);
    }
    return preview;
  }

  /** The admission's text for the joiner's operator; null until admitted. */
  public @Nullable String getAdmitted() {
    return admitted;
  }

  public String getRequest() {
    return request;
  }

  public void setRequest(@Nullable String typed) {
    request = Typed.stripped(typed);
  }

  public @Nullable UploadedFile getFile() {
    return file;
  }

  public void setFile(@Nullable UploadedFile file) {
    this.file = file;
  }
}
