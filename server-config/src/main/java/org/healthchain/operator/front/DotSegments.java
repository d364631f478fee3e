package org.healthchain.operator.front;

import java.util.regex.Pattern;

/**
 * Paths whose last segment is {@code .} or {@code ..}, plain or as {@code %2e}. The decoder of
 * Grizzly 4.0 puts a slash behind these and may write beyond the end of its array: an empty answer
 * with status 200 and a stack trace in the log, for whoever asks.
 */
final class DotSegments {
  private static final Pattern LAST = Pattern.compile("(?i)/(?:\\.|%2e){1,2}$");

  private DotSegments() {}

  /**
   * Whether such a segment ends the path without a slash behind it.
   *
   * @param raw as sent, without query
   */
  static boolean isOpen(String raw) {
    return LAST.matcher(raw).find();
  }
}
