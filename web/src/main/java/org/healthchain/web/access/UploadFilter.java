package org.healthchain.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets multipart bodies through to the pages that take files, and 415 answer all others before
 * anything of the body is read. Stands before {@link AccessFilter}, whose refusals are pages of
 * Faces, which would read it; {@link AccessFilter} sends whoever is not signed in away from the
 * pages that take files.
 */
public class UploadFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Multipart.is(request) && !AccessTable.takesUploads(request.getServletPath())) {
      response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    } else {
      chain.doFilter(request, response);
    }
  }
}
