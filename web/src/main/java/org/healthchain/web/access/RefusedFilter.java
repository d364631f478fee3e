package org.healthchain.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses what the launcher's front door wants refused (413 for a body that is too large, 503 when
 * there is no room): it has kept the body and left the words to the application.
 */
public class RefusedFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** As in {@code org.healthchain.operator.front}; no request from outside comes with it. */
  private static final String REFUSED = "HealthChain-Refused";

  private static final String RETRY_AFTER_SECONDS = "5";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getHeader(REFUSED) == null) {
      chain.doFilter(request, response);
    } else if (request.getIntHeader(REFUSED) == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    } else {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }
}
