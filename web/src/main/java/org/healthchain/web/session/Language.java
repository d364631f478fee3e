package org.healthchain.web.session;

import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language of the pages: the browser's, until somebody chooses. */
@Named("language")
@SessionScoped
public class Language implements Serializable {
  private static final long serialVersionUID = 1L;

  private @Nullable Locale chosen;

  public Locale getLocale() {
    return chosen == null ? ofBrowser() : chosen;
  }

  /** Value for {@code lang}: {@code en} or {@code zh-Hans}. */
  public String getTag() {
    return Locale.CHINESE.getLanguage().equals(getLocale().getLanguage()) ? "zh-Hans" : "en";
  }

  /** Keeps the choice for the session and shows the same page again. */
  public void choose(String language) throws IOException {
    chosen = "zh".equals(language) ? Locale.SIMPLIFIED_CHINESE : Locale.UK;
    FacesContext faces = FacesContext.getCurrentInstance();
    ExternalContext external = faces.getExternalContext();
    external.redirect(external.getRequestContextPath() + faces.getViewRoot().getViewId());
  }

  private static Locale ofBrowser() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (faces != null) {
      Iterator<Locale> wanted = faces.getExternalContext().getRequestLocales();
      while (wanted.hasNext()) {
        Locale locale = wanted.next();
        if ("zh".equals(locale.getLanguage())) {
          return Locale.SIMPLIFIED_CHINESE;
        }
        if ("en".equals(locale.getLanguage())) {
          return "US".equals(locale.getCountry()) ? Locale.US : Locale.UK;
        }
      }
    }
    return Locale.UK;
  }
}
