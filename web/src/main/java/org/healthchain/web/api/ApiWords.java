package org.healthchain.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.healthchain.server.intake.Finding;
import org.healthchain.web.session.Words;

/** Texts in the caller's language ({@code Accept-Language}), from the pages' bundles. */
final class ApiWords {
  private static final String BUNDLE = "org.healthchain.web.messages";

  private final Locale locale;

  private ApiWords(Locale locale) {
    this.locale = locale;
  }

  static ApiWords of(HttpServletRequest request) {
    boolean chinese = "zh".equals(request.getLocale().getLanguage());
    return new ApiWords(chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT);
  }

  String of(String key, List<String> arguments) {
    String text = ResourceBundle.getBundle(BUNDLE, locale).getString(key);
    return arguments.isEmpty() ? text : Words.format(text, locale, arguments.toArray());
  }

  String of(Finding finding) {
    return of(finding.kind().key(), finding.arguments());
  }

  /** Value for {@code Content-Language}. */
  String tag() {
    return locale.equals(Locale.ROOT) ? "en" : "zh-Hans";
  }
}
