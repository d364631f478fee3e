package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.Format;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.healthchain.server.audit.AuditOutcome;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.ledger.LedgerProblem;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.retrieval.RecordProblem;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Texts, dates and numbers in the reader's language. */
@Named("text")
@ApplicationScoped
public class Words {
  private static final String BUNDLE = "org.healthchain.web.messages";
  private static final int SHORT_HEAD_CHARS = 8;
  private static final int SHORT_TAIL_CHARS = 6;

  @Inject private Language language;
  @Inject private Site site;

  /** The bundle's text; the key itself if it is missing, so that a page never breaks over it. */
  public String of(String key) {
    return lookUp(key, key);
  }

  public String of(String key, Object argument) {
    return format(of(key), argument);
  }

  public String of(String key, Object first, Object second) {
    return format(of(key), first, second);
  }

  public String of(String key, Object first, Object second, Object third) {
    return format(of(key), first, second, third);
  }

  public String of(String key, List<String> arguments) {
    return format(of(key), arguments.toArray());
  }

  /** What the intake says of a visit. */
  public String of(Finding finding) {
    return finding.arguments().isEmpty()
        ? of(finding.kind().key())
        : of(finding.kind().key(), finding.arguments());
  }

  /** What a service refused; in its own words if there is no text. */
  public String of(RefusedException refusal) {
    return refusal.arguments().isEmpty()
        ? lookUp(refusal.key(), refusal.getMessage())
        : format(lookUp(refusal.key(), "{0}"), refusal.arguments().toArray());
  }

  /** What is wrong with a block, down to the way in which a transaction is malformed. */
  public String problem(LedgerProblem problem) {
    return of(
        "ledger.problem." + problem.kind(),
        problem.arguments().stream().map(this::argument).toList());
  }

  /** Why a record is not readable. */
  public String problem(RecordProblem problem) {
    return of(
        "problem." + problem.kind(), problem.arguments().stream().map(this::argument).toList());
  }

  /** What came of an action, as the audit trail stores it. */
  public String outcome(String stored) {
    return AuditOutcome.parse(stored)
        .map(
            outcome ->
                of(
                    "outcome." + outcome.kind(),
                    outcome.numbers().stream().map(String::valueOf).toList()))
        .orElse(stored);
  }

  private String argument(Object argument) {
    if (argument instanceof Malformation how) {
      List<String> numbers = how.numbers().stream().map(String::valueOf).toList();
      return of("malformation." + how.kind(), numbers);
    }
    return argument instanceof RejectionReason
        ? named("rejection.", argument)
        : String.valueOf(argument);
  }

  /** The text of {@code prefix + name}, else the name. */
  public String named(String prefix, @Nullable Object name) {
    return name == null ? "" : lookUp(prefix + name, name.toString());
  }

  /** Date and time in the institution's time zone. */
  public String time(@Nullable Instant instant) {
    return instant == null ? "" : formatter(FormatStyle.MEDIUM, FormatStyle.SHORT).format(instant);
  }

  /** Date and time with seconds. */
  public String exact(@Nullable Instant instant) {
    return instant == null ? "" : formatter(FormatStyle.MEDIUM, FormatStyle.MEDIUM).format(instant);
  }

  public String number(@Nullable Number value) {
    return value == null ? "" : NumberFormat.getInstance(locale()).format(value);
  }

  public String rate(double value) {
    NumberFormat format = NumberFormat.getInstance(locale());
    format.setMaximumFractionDigits(1);
    return format.format(value);
  }

  /** How long ago, in the largest fitting unit. */
  public String ago(@Nullable Instant instant) {
    if (instant == null) {
      return of("ago.never");
    }
    long seconds = Math.max(0, Duration.between(instant, Instant.now()).toSeconds());
    if (seconds < 120) {
      return of("ago.seconds", seconds);
    }
    return seconds < 7200 ? of("ago.minutes", seconds / 60) : time(instant);
  }

  /** The zone in words and as offset, such as {@code Central European Time (UTC+01:00)}. */
  public String getZone() {
    ZoneId zone = site.zone();
    String offset = zone.getRules().getOffset(Instant.now()).getId();
    return zone.getDisplayName(TextStyle.FULL, locale())
        + " (UTC"
        + ("Z".equals(offset) ? "" : offset)
        + ")";
  }

  /** First and last digits of a hash. */
  public String shortened(@Nullable String hash) {
    if (hash == null) {
      return "";
    }
    return hash.length() <= SHORT_HEAD_CHARS + SHORT_TAIL_CHARS + 1
        ? hash
        : hash.substring(0, SHORT_HEAD_CHARS)
            + "…"
            + hash.substring(hash.length() - SHORT_TAIL_CHARS);
  }

  private String lookUp(String key, String otherwise) {
    try {
      return ResourceBundle.getBundle(BUNDLE, locale(), noFallback()).getString(key);
    } catch (MissingResourceException e) {
      return otherwise;
    }
  }

  /** Else an English reader on a Chinese server would get Chinese. */
  private static ResourceBundle.Control noFallback() {
    return ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
  }

  private String format(String pattern, Object... arguments) {
    return format(pattern, locale(), arguments);
  }

  /**
   * Fills in a pattern. Services name numbers as text; where the pattern chooses by number, as
   * plurals do, or formats one, the text is read as the number that it is.
   *
   * @throws IllegalArgumentException if the pattern wants a number and gets something else
   */
  public static String format(String pattern, Locale locale, Object... arguments) {
    MessageFormat message = new MessageFormat(pattern, locale);
    Format[] formats = message.getFormatsByArgumentIndex();
    Object[] values = Arrays.copyOf(arguments, arguments.length, Object[].class);
    for (int i = 0; i < Math.min(formats.length, values.length); i++) {
      if (formats[i] instanceof NumberFormat && values[i] instanceof String) {
        values[i] = Long.valueOf((String) values[i]);
      }
    }
    return message.format(values);
  }

  private DateTimeFormatter formatter(FormatStyle date, FormatStyle time) {
    return DateTimeFormatter.ofLocalizedDateTime(date, time)
        .withLocale(locale())
        .withZone(site.zone());
  }

  private Locale locale() {
    return language.getLocale();
  }
}
