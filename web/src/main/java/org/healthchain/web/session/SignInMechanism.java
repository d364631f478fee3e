package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;

/**
 * The one way in: the sign-in page for people, HTTP Basic for programs under {@code /api}; a
 * session keeps either signed in. The session's id changes at the moment of signing in. Credentials
 * that come along are always checked, and must be those of the session that comes along too.
 */
@ApplicationScoped
public class SignInMechanism implements HttpAuthenticationMechanism {
  private static final String CREDENTIALS = "Authorization";

  @Inject private IdentityStoreHandler identityStores;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    Credential typed = context.getAuthParameters().getCredential();
    if (typed != null) {
      return signIn(typed, request, context);
    }
    if (isApi(request) && request.getHeader(CREDENTIALS) != null) {
      return withCredentials(request, response, context);
    }
    if (request.getUserPrincipal() != null) {
      return goOn(request.getUserPrincipal(), context);
    }
    if (!context.isProtected()) {
      return context.doNothing();
    }
    return isApi(request) ? challenge(response, context) : toSignInPage(request, response);
  }

  private AuthenticationStatus withCredentials(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    Principal session = request.getUserPrincipal();
    Optional<UsernamePasswordCredential> basic =
        BasicCredentials.parse(request.getHeader(CREDENTIALS));
    if (basic.isEmpty()) {
      return challenge(response, context);
    }
    CredentialValidationResult result = identityStores.validate(basic.get());
    if (result.getStatus() != Status.VALID) {
      return challenge(response, context);
    }
    if (session == null) {
      return signIn(result, request, context);
    }
    return session.getName().equals(result.getCallerPrincipal().getName())
        ? goOn(session, context)
        : challenge(response, context);
  }

  private static AuthenticationStatus challenge(
      HttpServletResponse response, HttpMessageContext context) {
    response.setHeader("WWW-Authenticate", "Basic realm=\"HealthChain\", charset=\"UTF-8\"");
    return context.responseUnauthorized();
  }

  private AuthenticationStatus signIn(
      Credential credential, HttpServletRequest request, HttpMessageContext context) {
    CredentialValidationResult result = identityStores.validate(credential);
    return result.getStatus() == Status.VALID
        ? signIn(result, request, context)
        : AuthenticationStatus.SEND_FAILURE;
  }

  /** Begins a session; the container remembers who it is. */
  private static AuthenticationStatus signIn(
      CredentialValidationResult result, HttpServletRequest request, HttpMessageContext context) {
    if (request.getSession(false) != null) {
      request.changeSessionId();
    }
    context.setRegisterSession(result.getCallerPrincipal().getName(), result.getCallerGroups());
    return context.notifyContainerAboutLogin(result);
  }

  /**
   * Goes on with the session, as {@code @AutoApplySession} would, which would not look at
   * credentials: the container knows principal and roles and wants the former confirmed.
   */
  private static AuthenticationStatus goOn(Principal session, HttpMessageContext context)
      throws AuthenticationException {
    try {
      context
          .getHandler()
          .handle(
              new Callback[] {new CallerPrincipalCallback(context.getClientSubject(), session)});
      return AuthenticationStatus.SUCCESS;
    } catch (IOException | UnsupportedCallbackException e) {
      throw new AuthenticationException("the container does not take its own session", e);
    }
  }

  private static AuthenticationStatus toSignInPage(
      HttpServletRequest request, HttpServletResponse response) throws AuthenticationException {
    try {
      LostStep.toSignInPage(request, response);
    } catch (IOException e) {
      throw new AuthenticationException("cannot send the browser to the sign-in page", e);
    }
    return AuthenticationStatus.SEND_CONTINUE;
  }

  private static boolean isApi(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.equals("/api") || path.startsWith("/api/");
  }
}
