package org.healthchain.web.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.StringJoiner;
import org.healthchain.web.access.Multipart;
import org.jspecify.annotations.Nullable;

/**
 * What a server can't do for a browser that comes with an ended session or an outdated page, and
 * where it sends it instead: to a page that says so. The reason travels as a word in the address,
 * for which the pages have a text.
 */
final class LostStep {
  /** Name of the reason in the address. */
  static final String PARAMETER = "out";

  /** The browser left because nobody was there. */
  static final String IDLE = "idle";

  /** The session had ended; nothing was lost by it. */
  static final String ENDED = "ended";

  /** The session had ended or the page was too old; what was just sent was not taken. */
  static final String LOST = "lost";

  /** Signed in, but the page was too old; what was just sent was not taken. */
  static final String OLD = "old";

  private static final String SIGN_IN_PAGE = "/signin.xhtml";

  private LostStep() {}

  /** Sends somebody to the sign-in page who is not signed in. */
  static void toSignInPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(request, response, SIGN_IN_PAGE, wanted(request), reason(request));
  }

  /** Sends somebody on whose page is too old: to the page anew, or to sign in. */
  static void ofAnOldPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> page = RequestedPage.accept(request.getServletPath());
    if (request.getRemoteUser() != null && page.isPresent()) {
      send(request, response, page.get(), Optional.empty(), Optional.of(OLD));
    } else {
      send(request, response, SIGN_IN_PAGE, wanted(request), Optional.of(LOST));
    }
  }

  /** The page that was asked for, or from the sign-in page the one that it was to lead to. */
  private static Optional<String> wanted(HttpServletRequest request) {
    return RequestedPage.accept(request.getServletPath())
        .or(() -> RequestedPage.accept(parameter(request, RequestedPage.PARAMETER)));
  }

  /** Nothing of a multipart body, which is not read for somebody who is not signed in. */
  private static @Nullable String parameter(HttpServletRequest request, String name) {
    return Multipart.is(request) ? null : request.getParameter(name);
  }

  private static Optional<String> reason(HttpServletRequest request) {
    if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
      return Optional.of(IDLE.equals(parameter(request, "why")) ? IDLE : LOST);
    }
    return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid()
        ? Optional.of(ENDED)
        : Optional.empty();
  }

  private static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      String page,
      Optional<String> wanted,
      Optional<String> reason)
      throws IOException {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    wanted.ifPresent(path -> query.add(RequestedPage.PARAMETER + "=" + path));
    reason.ifPresent(word -> query.add(PARAMETER + "=" + word));
    String address = request.getContextPath() + page + query;
    if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
      response.setContentType("text/xml;charset=UTF-8");
      response
          .getWriter()
          .print(
              "<?xml version='1.0' encoding='UTF-8'?><partial-response><redirect url=\""
                  + address.replace("&", "&amp;")
                  + "\"/></partial-response>");
    } else {
      response.sendRedirect(address);
    }
  }
}
