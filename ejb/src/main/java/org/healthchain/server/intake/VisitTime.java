package org.healthchain.server.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.healthchain.server.intake.Finding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The time of a visit with its offset from UTC, read from what programs and people write: ISO 8601
 * with an offset ({@code 2026-01-01T00:30:00+08:00}), and where a zone is given also year, month,
 * day, hour and minute of its clocks, such as {@code 2026-11-22 14:05}, {@code 2026/11/22T14:05} or
 * {@code 2026.11.22 14.05}, with or without an offset behind ({@code 02:30 +02:00}). A day that
 * does not exist is refused, not bent; a time that clocks showed twice is asked about.
 *
 * @param time null if there is a finding
 */
public record VisitTime(@Nullable OffsetDateTime time, @Nullable Finding finding) {
  private static final Pattern LENIENT =
      Pattern.compile(
          "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?[T ,]\\s*(\\d{1,2})[:.：时](\\d{2})分?"
              + "(?:\\s*\\(?(?:UTC|GMT)?\\s*([+\\-\\u2212])(\\d{1,2})(?::?(\\d{2}))?\\)?)?");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** As a form shows it; with the offset where the clocks show that time twice. */
  public static String show(Instant instant, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    String shown = LOCAL.format(local);
    return zone.getRules().getValidOffsets(local).size() == 1
        ? shown
        : shown + " " + zone.getRules().getOffset(instant);
  }

  /**
   * Reads what was written.
   *
   * @param zone where clocks show a time without offset; null if it must have one
   */
  static VisitTime read(String written, @Nullable ZoneId zone) {
    String text = written.strip();
    if (text.isEmpty()) {
      return wrong(Kind.TIME_EMPTY);
    }
    try {
      return new VisitTime(OffsetDateTime.parse(text), null);
    } catch (DateTimeParseException e) {
      return zone == null ? withoutZone(text) : inZone(text, zone);
    }
  }

  private static VisitTime withoutZone(String text) {
    try {
      LocalDateTime.parse(text);
      return wrong(Kind.TIME_WITHOUT_OFFSET);
    } catch (DateTimeParseException e) {
      return wrong(Kind.TIME_IMPOSSIBLE);
    }
  }

  private static VisitTime inZone(String text, ZoneId zone) {
    Matcher parts = LENIENT.matcher(text);
    if (!parts.matches()) {
      return wrong(Kind.TIME_IMPOSSIBLE);
    }
    String canonical =
        "%s-%2s-%2s %2s:%s"
            .formatted(
                parts.group(1), parts.group(2), parts.group(3), parts.group(4), parts.group(5))
            .replaceAll("(?<=[- ]) (?=\\d)", "0");
    try {
      LocalDateTime local = LocalDateTime.parse(canonical, LOCAL);
      Optional<ZoneOffset> offset = offset(parts);
      return offset.isPresent()
          ? new VisitTime(local.atOffset(offset.get()), null)
          : onClocks(local, zone);
    } catch (DateTimeException e) {
      return wrong(Kind.TIME_IMPOSSIBLE);
    }
  }

  private static Optional<ZoneOffset> offset(Matcher parts) {
    if (parts.group(6) == null) {
      return Optional.empty();
    }
    int sign = parts.group(6).equals("+") ? 1 : -1;
    int minutes = parts.group(8) == null ? 0 : Integer.parseInt(parts.group(8));
    return Optional.of(
        ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(parts.group(7)), sign * minutes));
  }

  private static VisitTime onClocks(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
    if (valid.size() == 1) {
      return new VisitTime(local.atOffset(valid.get(0)), null);
    }
    var change = zone.getRules().getTransition(local);
    return wrong(
        valid.isEmpty() ? Kind.TIME_SKIPPED : Kind.TIME_AMBIGUOUS,
        change.getOffsetBefore(),
        change.getOffsetAfter());
  }

  private static VisitTime wrong(Kind kind, Object... arguments) {
    return new VisitTime(null, Finding.of(VisitField.VISIT_TIME, kind, arguments));
  }
}
