package org.healthchain.server.text;

import org.healthchain.server.refusal.RefusedException;

/**
 * A character that a text may not hold.
 *
 * @param position among the text's characters (code points), from 1
 */
public record BadCharacter(Kind kind, int position, int codePoint) {
  /** Why not; the pages' bundles have the words under {@link #key}. */
  public enum Kind {
    /** U+FFFD: a character was lost when the text was converted. */
    LOST("text.lost"),
    /** A surrogate without its other half. */
    HALF("text.half"),
    /** It shows nothing, or changes how the rest is shown. */
    FORBIDDEN("text.forbidden");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** Of a text that takes position and code point. */
    public String key() {
      return key;
    }
  }

  /** The code point as Unicode writes it: {@code U+0000}. */
  public String name() {
    return String.format("U+%04X", codePoint);
  }

  RefusedException refusal() {
    return new RefusedException(
        kind.key(), "character " + position + " must not be " + name(), position, name());
  }
}
