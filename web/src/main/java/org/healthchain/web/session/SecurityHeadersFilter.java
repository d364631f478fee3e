package org.healthchain.web.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Headers that keep a browser from being used against its user. The policy here stands beside the
 * one that PrimeFaces sends with its nonce; a browser obeys both, so scripts are named only there.
 */
public class SecurityHeadersFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** PrimeFaces sets {@code style} attributes, hence {@code unsafe-inline} for styles alone. */
  private static final String PAGES =
      "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self';"
          + " img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
          + " style-src 'self' 'unsafe-inline'; frame-src 'none'; worker-src 'none';"
          + " manifest-src 'none'; media-src 'none'";

  private static final String API = "default-src 'none'; frame-ancestors 'none'";

  private boolean https;

  @Override
  public void init() {
    https = SessionCookie.browsersComeByTls();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath();
    response.setHeader("Content-Security-Policy", path.startsWith("/api") ? API : PAGES);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (https || request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (!path.startsWith("/jakarta.faces.resource")) {
      response.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, response);
  }
}
