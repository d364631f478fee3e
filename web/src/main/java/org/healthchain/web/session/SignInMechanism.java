package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AutoApplySession;
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
import java.util.Optional;

/**
 * The one way in: the sign-in page for people, HTTP Basic for programs under {@code /api}; a
 * session keeps either signed in. The session's id changes at the moment of signing in.
 */
@ApplicationScoped
@AutoApplySession
public class SignInMechanism implements HttpAuthenticationMechanism {
  private final IdentityStoreHandler identityStores;

  @Inject
  public SignInMechanism(IdentityStoreHandler identityStores) {
    this.identityStores = identityStores;
  }

  /** For the container's proxy. */
  protected SignInMechanism() {
    this(null);
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    Credential typed = context.getAuthParameters().getCredential();
    if (typed != null) {
      return signIn(typed, request, context);
    }
    if (isApi(request)) {
      return validateApi(request, response, context);
    }
    if (!context.isProtected()) {
      return context.doNothing();
    }
    return toSignInPage(request, response);
  }

  private AuthenticationStatus validateApi(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Optional<UsernamePasswordCredential> basic =
        BasicCredentials.parse(request.getHeader("Authorization"));
    if (basic.isPresent()) {
      AuthenticationStatus status = signIn(basic.get(), request, context);
      return status == AuthenticationStatus.SUCCESS ? status : challenge(response, context);
    }
    return context.isProtected() ? challenge(response, context) : context.doNothing();
  }

  private static AuthenticationStatus challenge(
      HttpServletResponse response, HttpMessageContext context) {
    response.setHeader("WWW-Authenticate", "Basic realm=\"HealthChain\", charset=\"UTF-8\"");
    return context.responseUnauthorized();
  }

  private AuthenticationStatus signIn(
      Credential credential, HttpServletRequest request, HttpMessageContext context) {
    CredentialValidationResult result = identityStores.validate(credential);
    if (result.getStatus() != Status.VALID) {
      return AuthenticationStatus.SEND_FAILURE;
    }
    if (request.getSession(false) != null) {
      request.changeSessionId();
    }
    return context.notifyContainerAboutLogin(result);
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
