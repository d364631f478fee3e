package org.healthchain.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.MalformedURLException;
import java.util.Optional;

/**
 * Keeps to the {@link AccessTable}: lets a request pass if the table opens its path to the caller.
 * Otherwise whoever is not signed in is asked to (pages: the sign-in page, REST: 401), and whoever
 * is gets 403; 404 where there is no page at all. A path that is not {@link PlainPath plain} is
 * treated like one that is not in the table.
 */
public class AccessFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String API = "/api";

  /**
   * So begins the name of the launcher's virtual server for health and metrics, in which the
   * application runs, too.
   */
  private static final String MONITOR = "monitor-";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Access> access = find(request);
    if (access.filter(Access::toAnybody).isPresent()) {
      chain.doFilter(request, response);
    } else if (isNothing(request)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (request.getUserPrincipal() == null && !request.authenticate(response)) {
      return; // the mechanism has answered
    } else if (access.filter(line -> line.opensTo(request::isUserInRole)).isPresent()) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private static Optional<Access> find(HttpServletRequest request) {
    String raw = request.getRequestURI().substring(request.getContextPath().length());
    if (!PlainPath.is(raw)) {
      return Optional.empty();
    }
    return request.getServletContext().getVirtualServerName().startsWith(MONITOR)
        ? AccessTable.findForMonitor(dispatched(request))
        : AccessTable.find(dispatched(request));
  }

  /** Neither a file of the application nor under the REST interface, which has none. */
  private static boolean isNothing(HttpServletRequest request) throws MalformedURLException {
    return !request.getServletPath().equals(API)
        && request.getServletContext().getResource(dispatched(request)) == null;
  }

  private static String dispatched(HttpServletRequest request) {
    String below = request.getPathInfo();
    return below == null ? request.getServletPath() : request.getServletPath() + below;
  }
}
