package org.healthchain.web.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Signing in, staying, signing out. */
@Named("signIn")
@RequestScoped
public class SignInPage {
  @Inject private SecurityContext security;
  @Inject private Notices notices;
  @Inject private Site site;

  private String userName = "";
  private String password = "";

  /** Signs in and goes to the page that was asked for, or to the role's first page. */
  public void signIn() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (userName.isBlank() || password.isBlank()) {
      notices.error("signin.empty");
      return;
    }
    ExternalContext external = faces.getExternalContext();
    AuthenticationStatus status =
        security.authenticate(
            (HttpServletRequest) external.getRequest(),
            (HttpServletResponse) external.getResponse(),
            AuthenticationParameters.withParams()
                .credential(new UsernamePasswordCredential(userName, password)));
    password = "";
    if (status != AuthenticationStatus.SUCCESS) {
      notices.error("signin.failed");
      return;
    }
    String target =
        RequestedPage.accept(external.getRequestParameterMap().get(RequestedPage.PARAMETER))
            .filter(site::mayOpen)
            .orElseGet(site::home);
    external.redirect(external.getRequestContextPath() + target);
  }

  /** Keeps the session alive: being called is enough. */
  public void stay() {
    FacesContext.getCurrentInstance().getExternalContext().getSession(false);
  }

  public String signOut() throws ServletException {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    // The page says so itself when it signs out because nobody was there.
    String why =
        LostStep.IDLE.equals(external.getRequestParameterMap().get("why")) ? LostStep.IDLE : "1";
    ((HttpServletRequest) external.getRequest()).logout();
    external.invalidateSession();
    return "/signin.xhtml?faces-redirect=true&out=" + why;
  }

  /** Sends whoever opens the root to the right place. */
  public void goHome() throws IOException {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    external.redirect(
        external.getRequestContextPath()
            + (external.getRemoteUser() == null ? "/signin.xhtml" : site.home()));
  }

  public String getUserName() {
    return userName;
  }

  public void setUserName(@Nullable String typed) {
    userName = Typed.stripped(typed);
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(@Nullable String typed) {
    password = typed == null ? "" : typed;
  }
}
