package org.healthchain.server.intake;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something stands in what was sent, in the sender's words: {@code diagnoses[1].code}.
 *
 * @param path empty for the whole
 */
public record Place(String path) {
  /** The whole of what was sent. */
  public static final Place DOCUMENT = new Place("");

  private static final int MAX_NAME_CHARS = 60;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]");

  /** The member of that name, however it may be called: what cannot be printed is replaced. */
  public Place member(String name) {
    String printable = UNPRINTABLE.matcher(shortened(name)).replaceAll("?");
    return new Place(path.isEmpty() ? printable : path + "." + printable);
  }

  /** The entry of a list, counted from 0. */
  public Place entry(int index) {
    return new Place(path + "[" + index + "]");
  }

  /** The field of a visit that this is or lies in; empty for the whole and what is no field. */
  public Optional<VisitField> field() {
    int end = 0;
    while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
      end++;
    }
    return VisitField.named(path.substring(0, end));
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= MAX_NAME_CHARS
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_NAME_CHARS)) + "…";
  }

  @Override
  public String toString() {
    return path;
  }
}
