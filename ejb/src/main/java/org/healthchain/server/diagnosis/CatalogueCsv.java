package org.healthchain.server.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.text.BadCharacter;
import org.healthchain.server.text.TextRule;

/**
 * Reads a catalogue: CSV (RFC 4180), UTF-8 with or without a mark, a heading with the columns
 * {@code code} and {@code description} in any order among others. Refuses the whole file at the
 * first wrong line and names it. A line has at most {@value #MAX_LINE_CHARS} characters; the caller
 * bounds the file's size.
 */
final class CatalogueCsv {
  static final int MAX_CODE_CHARS = 10;
  static final int MAX_DESCRIPTION_CHARS = 400;
  static final int MAX_LINE_CHARS = 4_000;
  private static final int MAX_CODES = 200_000;
  private static final int MAX_PRINTED_CHARS = 20;
  private static final Pattern CODE = Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?");

  private final CSVParser parser;
  private final List<Diagnosis> found = new ArrayList<>();
  private final Map<String, Long> lineOfCode = new HashMap<>();

  private CatalogueCsv(CSVParser parser) {
    this.parser = parser;
  }

  /**
   * @throws RefusedException naming the first wrong line
   */
  static List<Diagnosis> read(InputStream csv) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .setLenientEof(false)
            .get();
    try (Reader reader =
            bounded(
                BOMInputStream.builder()
                    .setInputStream(csv)
                    .setByteOrderMarks(ByteOrderMark.UTF_8)
                    .get());
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      return new CatalogueCsv(parser).all();
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause(), "it always has one"));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Reader bounded(InputStream utf8) {
    return new BoundedLines(
        new InputStreamReader(
            utf8,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        MAX_LINE_CHARS);
  }

  private static RefusedException unreadable(IOException e) throws IOException {
    if (e instanceof CharacterCodingException) {
      return new RefusedException("catalogue.utf8", "the file is not UTF-8");
    }
    if (e instanceof CSVException) {
      return new RefusedException(
          "catalogue.quotes", "a quotation mark is not closed or stands in the wrong place");
    }
    throw e;
  }

  private List<Diagnosis> all() {
    List<String> columns = parser.getHeaderNames();
    if (columns.isEmpty()) {
      throw new RefusedException("catalogue.blank", "the file is empty");
    }
    for (String column : List.of("code", "description")) {
      if (columns.stream().noneMatch(column::equalsIgnoreCase)) {
        throw wrong("heading", 1, "the heading lacks the column " + column, column);
      }
    }
    for (CSVRecord line : parser) {
      take(line, columns.size());
    }
    if (found.isEmpty()) {
      throw new RefusedException("catalogue.blank", "the file holds no code");
    }
    return found;
  }

  private void take(CSVRecord record, int columns) {
    long line = parser.getCurrentLineNumber();
    if (record.size() != columns) {
      throw wrong("columns", line, record.size() + " columns instead of " + columns, columns);
    }
    String typed = record.get("code");
    String code = dotted(typed.toUpperCase(Locale.ROOT));
    if (!CODE.matcher(code).matches()) {
      throw wrong(
          "code", line, "this is not an ICD-10 code: " + printable(typed), printable(typed));
    }
    String description = record.get("description");
    if (description.isEmpty() || description.length() > MAX_DESCRIPTION_CHARS) {
      throw wrong(
          "description",
          line,
          "the description is empty or longer than " + MAX_DESCRIPTION_CHARS,
          MAX_DESCRIPTION_CHARS);
    }
    Optional<BadCharacter> bad = TextRule.LINE.check(description);
    if (bad.isPresent()) {
      throw wrong(
          "character",
          line,
          "the description holds the character " + bad.get().name(),
          bad.get().name());
    }
    Long earlier = lineOfCode.putIfAbsent(code, line);
    if (earlier != null) {
      throw wrong(
          "twice", line, "the code " + code + " stands in line " + earlier + " already", code);
    }
    if (found.size() == MAX_CODES) {
      throw wrong("many", line, "more than " + MAX_CODES + " codes", MAX_CODES);
    }
    found.add(new Diagnosis(code, description));
  }

  /** Official lists leave the dot out. */
  private static String dotted(String code) {
    return code.length() > 3 && code.indexOf('.') < 0
        ? code.substring(0, 3) + "." + code.substring(3)
        : code;
  }

  private static String printable(String text) {
    return text.length() > MAX_PRINTED_CHARS ? text.substring(0, MAX_PRINTED_CHARS) + "…" : text;
  }

  private static RefusedException wrong(String what, long line, String why, Object argument) {
    return new RefusedException("catalogue." + what, "line " + line + ": " + why, line, argument);
  }
}
