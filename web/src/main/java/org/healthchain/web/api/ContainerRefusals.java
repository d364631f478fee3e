package org.healthchain.web.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers with a {@link Problem} where the container refuses a request under {@code /api} before
 * JAX-RS sees it (not signed in, wrong role). The error pages of {@code web.xml} are for people.
 */
@WebFilter(
    urlPatterns = {"*.xhtml", "/refused.html"},
    dispatcherTypes = DispatcherType.ERROR)
public class ContainerRefusals extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (isApi(String.valueOf(path), request.getContextPath()) && status instanceof Integer code) {
      problem(code).respond(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Problem problem(int status) {
    return switch (status) {
      case HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE -> SizeLimit.tooLarge();
      case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> Problem.of(ProblemType.BUSY);
      default -> Problem.of(ProblemType.ofStatus(status));
    };
  }

  private static boolean isApi(String path, String context) {
    return path.equals(context + "/api") || path.startsWith(context + "/api/");
  }
}
