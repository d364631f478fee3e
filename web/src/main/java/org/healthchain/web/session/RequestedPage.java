package org.healthchain.web.session;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page somebody wanted before signing in. Only the path travels, and only if it has the form of
 * a page of ours, so that the sign-in page cannot be made to send people elsewhere.
 */
final class RequestedPage {
  static final String PARAMETER = "page";
  private static final Pattern PAGE = Pattern.compile("/[a-z]{1,20}/[a-z]{1,20}\\.xhtml");

  private RequestedPage() {}

  static Optional<String> accept(@Nullable String path) {
    return path != null && PAGE.matcher(path).matches() ? Optional.of(path) : Optional.empty();
  }
}
