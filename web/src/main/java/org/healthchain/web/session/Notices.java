package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.refusal.RefusedException;
import org.jspecify.annotations.Nullable;

/** Puts messages on the page, at a field or above all. */
@ApplicationScoped
public class Notices {
  @Inject private Words words;

  public void info(String key, Object... arguments) {
    add(null, FacesMessage.SEVERITY_INFO, text(key, arguments));
  }

  public void error(String key, Object... arguments) {
    add(null, FacesMessage.SEVERITY_ERROR, text(key, arguments));
  }

  /** What a service refused, in the reader's words. */
  public void refused(RefusedException refusal) {
    add(null, FacesMessage.SEVERITY_ERROR, words.of(refusal));
  }

  /** At a field, which is marked invalid. */
  public void errorAt(String clientId, String key, Object... arguments) {
    FacesContext faces = FacesContext.getCurrentInstance();
    UIComponent component = faces.getViewRoot().findComponent(clientId);
    if (component instanceof UIInput input) {
      input.setValid(false);
    }
    add(clientId, FacesMessage.SEVERITY_ERROR, text(key, arguments));
    faces.validationFailed();
  }

  /** At a field, which is marked invalid. */
  public void errorAt(String clientId, Finding finding) {
    errorAt(clientId, finding.kind().key(), finding.arguments().toArray());
  }

  /** How something was understood that was taken. */
  public void remark(Finding finding) {
    add(null, FacesMessage.SEVERITY_INFO, words.of(finding));
  }

  /** At a field, which stays as it is. */
  public void messageAt(String clientId, String text) {
    add(clientId, FacesMessage.SEVERITY_ERROR, text);
    FacesContext.getCurrentInstance().validationFailed();
  }

  private String text(String key, Object... arguments) {
    return arguments.length == 0
        ? words.of(key)
        : words.of(key, Arrays.stream(arguments).map(String::valueOf).toList());
  }

  private static void add(@Nullable String clientId, FacesMessage.Severity severity, String text) {
    FacesContext.getCurrentInstance().addMessage(clientId, new FacesMessage(severity, text, null));
  }
}
