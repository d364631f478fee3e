package org.healthchain.crypto.serialnumber;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** The rules listed at {@link PatientIdentity}, as code. */
final class Normalisation {
  private static final int SPACE = ' ';

  private Normalisation() {}

  static String ofName(String typed) {
    String composed = Normalizer.normalize(typed, Form.NFC);
    int[] spaced = visible(composed, "name").map(Normalisation::plainSpace).toArray();
    String folded = fold(withoutNeedlessSpaces(spaced));
    return required(Normalizer.normalize(folded, Form.NFC), "name");
  }

  static String ofIdNumber(String typed) {
    String compatible = Normalizer.normalize(typed, Form.NFKC);
    StringBuilder kept = new StringBuilder();
    visible(compatible, "ID number")
        .filter(cp -> !isSeparator(cp))
        .map(Normalisation::plainDigit)
        .forEach(kept::appendCodePoint);
    String upper = Normalizer.normalize(kept.toString().toUpperCase(Locale.ROOT), Form.NFC);
    if (!upper.codePoints().allMatch(Normalisation::isLetterOrDigit)) {
      throw new IllegalArgumentException("ID number holds signs that are no letters or digits");
    }
    return required(upper, "ID number");
  }

  private static IntStream visible(String text, String what) {
    return text.codePoints()
        .peek(cp -> requireKnown(cp, what))
        .filter(cp -> Character.getType(cp) != Character.FORMAT);
  }

  private static void requireKnown(int cp, String what) {
    switch (Character.getType(cp)) {
      case Character.UNASSIGNED, Character.SURROGATE, Character.PRIVATE_USE ->
          throw new IllegalArgumentException(what + " holds a code point without a meaning");
      case Character.CONTROL -> {
        if (!Character.isWhitespace(cp)) {
          throw new IllegalArgumentException(what + " holds a control character");
        }
      }
      default -> {}
    }
  }

  private static int plainSpace(int cp) {
    return isSpace(cp) ? SPACE : cp;
  }

  private static boolean isSpace(int cp) {
    return Character.isWhitespace(cp) || Character.isSpaceChar(cp);
  }

  /** Drops spaces at either end, after another space, and between two ideographs. */
  private static int[] withoutNeedlessSpaces(int[] codePoints) {
    int[] kept = new int[codePoints.length];
    int length = 0;
    for (int cp : codePoints) {
      boolean second = length > 0 && kept[length - 1] == SPACE;
      if (cp == SPACE && (length == 0 || second)) {
        continue;
      }
      if (second && length > 1 && isIdeograph(cp) && isIdeograph(kept[length - 2])) {
        length--;
      }
      kept[length++] = cp;
    }
    if (length > 0 && kept[length - 1] == SPACE) {
      length--;
    }
    return Arrays.copyOf(kept, length);
  }

  private static boolean isIdeograph(int cp) {
    return Character.isIdeographic(cp);
  }

  /** Case folding; see {@link PatientIdentity}. */
  private static String fold(int[] codePoints) {
    String upper = new String(codePoints, 0, codePoints.length).toUpperCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(upper.length());
    // By code point, since String.toLowerCase treats a final sigma by its context.
    upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  private static boolean isSeparator(int cp) {
    return isSpace(cp)
        || switch (Character.getType(cp)) {
          case Character.DASH_PUNCTUATION,
              Character.CONNECTOR_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> cp == '+' || cp == '|' || cp == '~';
        };
  }

  private static int plainDigit(int cp) {
    return Character.isDigit(cp) ? '0' + Character.digit(cp, 10) : cp;
  }

  /** Combining marks count: scripts such as Devanagari write vowels with them. */
  private static boolean isLetterOrDigit(int cp) {
    int type = Character.getType(cp);
    return Character.isLetterOrDigit(cp)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static String required(String normalised, String what) {
    if (normalised.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return normalised;
  }
}
