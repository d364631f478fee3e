package org.healthchain.web.session;

import org.jspecify.annotations.Nullable;

/** What came out of a field of a form. */
public final class Typed {
  private Typed() {}

  /**
   * Without blanks around it.
   *
   * @param text null where the browser sent no such field
   */
  public static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
