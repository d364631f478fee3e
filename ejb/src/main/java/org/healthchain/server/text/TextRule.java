package org.healthchain.server.text;

import java.util.Optional;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.text.BadCharacter.Kind;

/**
 * The one rule for all text that people send: it is kept and shown exactly, or refused with the
 * place. Refused is what shows nothing, shows otherwise than it is signed, or stands for something
 * that was lost:
 *
 * <ul>
 *   <li>U+FFFD, which a converter leaves behind where it did not understand a byte;
 *   <li>halves of characters (lone surrogates), which have no encoding;
 *   <li>control characters (category Cc), in {@link #PROSE} but line feeds, tabs, and carriage
 *       returns before line feeds;
 *   <li>code points that are no characters (U+FFFE, U+FDD0 and the like);
 *   <li>U+202D and U+202E, which turn the order of the digits and letters that follow.
 * </ul>
 */
public enum TextRule {
  /** A name, a number: one line. */
  LINE,
  /** Notes, reasons: lines and tabs. */
  PROSE;

  private static final int LOST = 0xFFFD;

  /** The first character that the text may not hold. */
  public Optional<BadCharacter> check(String text) {
    int position = 0;
    for (int at = 0; at < text.length(); ) {
      int cp = text.codePointAt(at);
      position++;
      Optional<Kind> kind = problem(text, at, cp);
      if (kind.isPresent()) {
        return Optional.of(new BadCharacter(kind.get(), position, cp));
      }
      at += Character.charCount(cp);
    }
    return Optional.empty();
  }

  /**
   * @throws RefusedException naming the first character that the text may not hold
   */
  public void require(String text) {
    Optional<BadCharacter> bad = check(text);
    if (bad.isPresent()) {
      throw bad.get().refusal();
    }
  }

  private Optional<Kind> problem(String text, int at, int cp) {
    if (cp == LOST) {
      return Optional.of(Kind.LOST);
    }
    return switch (Character.getType(cp)) {
      case Character.SURROGATE -> Optional.of(Kind.HALF);
      case Character.CONTROL -> forbiddenIf(this == LINE || !isLayout(text, at, cp));
      case Character.FORMAT -> forbiddenIf(cp == 0x202D || cp == 0x202E);
      case Character.UNASSIGNED -> forbiddenIf(isNoCharacter(cp));
      default -> Optional.empty();
    };
  }

  private static Optional<Kind> forbiddenIf(boolean forbidden) {
    return forbidden ? Optional.of(Kind.FORBIDDEN) : Optional.empty();
  }

  private static boolean isLayout(String text, int at, int cp) {
    return cp == '\n'
        || cp == '\t'
        || cp == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
  }

  /** What Unicode promises never to assign; other code points may be newer than this Java. */
  private static boolean isNoCharacter(int cp) {
    return (cp & 0xFFFE) == 0xFFFE || cp >= 0xFDD0 && cp <= 0xFDEF;
  }
}
