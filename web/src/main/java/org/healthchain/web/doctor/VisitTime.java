package org.healthchain.web.doctor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time of a visit as a doctor types it: year, month, day, hour, minute, in the institution's
 * zone. Reads {@code 2026-11-22 14:05} and what people make of it ({@code 2026/11/22T14:05}, {@code
 * 2026.11.22 14.05}); a day that does not exist is refused, not bent.
 */
final class VisitTime {
  private static final Pattern LENIENT =
      Pattern.compile(
          "\\s*(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T ,]\\s*(\\d{1,2})[:.：时](\\d{2})分?\\s*");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private VisitTime() {}

  static String show(Instant instant, ZoneId zone) {
    return SHOWN.withZone(zone).format(instant);
  }

  /** Empty if it is not a time that exists on a calendar and, in this zone, on a clock. */
  static Optional<Instant> parse(String typed, ZoneId zone) {
    Matcher parts = LENIENT.matcher(typed);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String canonical =
        "%s-%2s-%2s %2s:%s"
            .formatted(
                parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5))
            .replaceAll("(?<=[- ]) (?=\\d)", "0");
    try {
      LocalDateTime local = LocalDateTime.parse(canonical, SHOWN);
      return zone.getRules().getValidOffsets(local).isEmpty()
          ? Optional.empty()
          : Optional.of(local.atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
