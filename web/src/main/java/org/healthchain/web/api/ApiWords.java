package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** Texts in the caller's language, from the pages' bundles. */
@RequestScoped
public class ApiWords {
  @Inject private HttpServletRequest request;

  String of(String key) {
    Locale locale =
        "zh".equals(request.getLocale().getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.ROOT;
    try {
      return ResourceBundle.getBundle("org.healthchain.web.messages", locale).getString(key);
    } catch (MissingResourceException e) {
      return key;
    }
  }
}
