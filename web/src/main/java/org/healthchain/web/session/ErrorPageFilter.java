package org.healthchain.web.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets an error page be rendered as if it had been asked for by itself. It would otherwise inherit
 * the failed request's parameters, fail over the same view state or missing nonce, and leave the
 * reader with the server's own page.
 */
public class ErrorPageFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new WithoutParameters(request), response);
  }

  private static final class WithoutParameters extends HttpServletRequestWrapper {
    WithoutParameters(HttpServletRequest failed) {
      super(failed);
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    /** Else a multipart body would be looked for. */
    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
      return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }
  }
}
