package org.healthchain.web.access;

import java.util.regex.Pattern;

/**
 * A path that every part of the server reads alike, since nothing in it wants decoding, is cut off
 * or resolved: no {@code %}, no {@code ;}, no empty segment and none that begins with a dot.
 * Servlets are found by the decoded and normalised path and REST resources by the raw one; where
 * the two can differ, a rule for the one does not protect the other.
 */
final class PlainPath {
  private static final Pattern PLAIN = Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+/?");

  private PlainPath() {}

  /**
   * @param raw as sent, without query
   */
  static boolean is(String raw) {
    return PLAIN.matcher(raw).matches();
  }
}
