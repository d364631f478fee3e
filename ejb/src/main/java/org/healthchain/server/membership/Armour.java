package org.healthchain.server.membership;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.healthchain.server.refusal.RefusedException;

/**
 * Text form of documents that travel by hand, such as those of a join, so that they survive mail
 * and paste: a line {@code -----BEGIN HEALTHCHAIN KIND-----}, base64 in lines of 64, and the same
 * with END. Text before and after is ignored.
 */
public final class Armour {
  /** Longest text that is read, in characters. */
  public static final int MAX_TEXT_CHARS = 4 << 20;

  private static final int LINE_CHARS = 64;

  private Armour() {}

  public static String wrap(String kind, byte[] content) {
    Base64.Encoder encoder =
        Base64.getMimeEncoder(LINE_CHARS, "\n".getBytes(StandardCharsets.US_ASCII));
    return begin(kind) + '\n' + encoder.encodeToString(content) + '\n' + end(kind) + '\n';
  }

  /**
   * @throws RefusedException if the text holds no such document
   */
  public static byte[] unwrap(String kind, String text) {
    if (text == null || text.length() > MAX_TEXT_CHARS) {
      throw new RefusedException(
          "members.document.length", "The text is empty or too long to be a " + name(kind) + ".");
    }
    int start = text.indexOf(begin(kind));
    int stop = text.indexOf(end(kind));
    if (start < 0 || stop < start) {
      throw new RefusedException(
          "members.document.other",
          "This is no "
              + name(kind)
              + ": it must hold the lines \""
              + begin(kind)
              + "\" and \""
              + end(kind)
              + "\" and all between them.",
          begin(kind),
          end(kind));
    }
    String base64 = text.substring(start + begin(kind).length(), stop);
    String digits = base64.replaceAll("\\s", "");
    try {
      if (digits.length() % 4 != 0) { // which the decoder would let pass as missing padding
        throw new IllegalArgumentException("not in groups of four");
      }
      return Base64.getDecoder().decode(digits);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "members.document.damaged",
          "The "
              + name(kind)
              + " is damaged"
              + firstBadLine(base64)
              + ": copy or upload it again, whole.");
    }
  }

  /** Empty if every line is base64, so that something is missing or there is too much. */
  private static String firstBadLine(String base64) {
    String[] lines = base64.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].strip().matches("[A-Za-z0-9+/]*={0,2}")) {
        return " in line " + (i + 1) + ", counted from that with BEGIN";
      }
    }
    return "";
  }

  private static String begin(String kind) {
    return "-----BEGIN HEALTHCHAIN " + kind + "-----";
  }

  private static String end(String kind) {
    return "-----END HEALTHCHAIN " + kind + "-----";
  }

  private static String name(String kind) {
    return kind.toLowerCase(Locale.ROOT);
  }
}
