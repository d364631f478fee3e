package org.healthchain.web.session;

import jakarta.faces.FacesException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.primefaces.csp.CspException;
import org.primefaces.csp.CspState;

/**
 * Looks at the nonce that PrimeFaces gives its pages before anything else is done with a form.
 * PrimeFaces itself looks when it renders the answer: the step is carried out by then, and the
 * reader is told that it failed.
 */
public class NonceFirst implements PhaseListener {
  private static final long serialVersionUID = 1L;

  @Override
  public PhaseId getPhaseId() {
    return PhaseId.RESTORE_VIEW;
  }

  @Override
  public void afterPhase(PhaseEvent event) {
    FacesContext faces = event.getFacesContext();
    if (faces.getViewRoot() == null || !faces.isPostback() || faces.getResponseComplete()) {
      return;
    }
    try {
      // One of our own: the request's would take the nonce for the view before a navigation.
      new CspState(faces).getNonce();
    } catch (CspException e) {
      sendOn(faces);
    }
  }

  private static void sendOn(FacesContext faces) {
    try {
      LostStep.ofAnOldPage(
          (HttpServletRequest) faces.getExternalContext().getRequest(),
          (HttpServletResponse) faces.getExternalContext().getResponse());
    } catch (IOException e) {
      throw new FacesException("cannot send the browser on from a form without nonce", e);
    }
    faces.responseComplete();
  }
}
