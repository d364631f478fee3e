package org.healthchain.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/**
 * Multipart bodies. Asking for a parameter of such a request reads all of its body, so whoever is
 * not sure yet that it is wanted must not.
 */
public final class Multipart {
  private static final String TYPE = "multipart/";

  private Multipart() {}

  public static boolean is(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(TYPE);
  }
}
