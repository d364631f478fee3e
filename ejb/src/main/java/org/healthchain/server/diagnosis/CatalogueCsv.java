package org.healthchain.server.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.healthchain.server.diagnosis.DiagnosisCatalogue.InvalidCatalogueException;
import org.healthchain.server.submission.Diagnosis;

/**
 * Reads a catalogue: CSV (RFC 4180, no line breaks inside fields), UTF-8 with or without a mark, a
 * heading with the columns {@code code} and {@code description} in any order among others. Refuses
 * the whole file at the first wrong line and names it.
 */
final class CatalogueCsv {
  static final int MAX_CODE_CHARS = 10;
  static final int MAX_DESCRIPTION_CHARS = 400;
  private static final int MAX_CODES = 200_000;
  private static final int MAX_LINE_CHARS = 4_000;
  private static final Pattern CODE = Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?");

  private CatalogueCsv() {}

  static List<Diagnosis> read(InputStream csv) throws IOException, InvalidCatalogueException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                csv,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    try {
      return new Reading(reader).all();
    } catch (CharacterCodingException e) {
      throw new InvalidCatalogueException("the file is not UTF-8");
    }
  }

  /** One pass over a file. */
  private static final class Reading {
    private final BufferedReader reader;
    private final List<Diagnosis> found = new ArrayList<>();
    private final Map<String, Integer> lineOfCode = new HashMap<>();
    private int line;

    Reading(BufferedReader reader) {
      this.reader = reader;
    }

    List<Diagnosis> all() throws IOException, InvalidCatalogueException {
      List<String> heading = next();
      if (heading == null) {
        throw new InvalidCatalogueException("the file is empty");
      }
      List<String> columns =
          heading.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      int code = columns.indexOf("code");
      int description = columns.indexOf("description");
      if (code < 0 || description < 0) {
        throw wrong("the heading lacks the column " + (code < 0 ? "code" : "description"));
      }
      for (List<String> fields = next(); fields != null; fields = next()) {
        if (fields.size() == 1 && fields.get(0).isBlank()) {
          continue;
        }
        if (fields.size() != columns.size()) {
          throw wrong(fields.size() + " columns instead of " + columns.size());
        }
        add(fields.get(code).strip(), fields.get(description).strip());
      }
      if (found.isEmpty()) {
        throw new InvalidCatalogueException("the file holds no code");
      }
      return found;
    }

    private void add(String typedCode, String description) throws InvalidCatalogueException {
      String code = dotted(typedCode.toUpperCase(Locale.ROOT));
      if (!CODE.matcher(code).matches()) {
        throw wrong("this is not an ICD-10 code: " + printable(typedCode));
      }
      if (description.isEmpty() || description.length() > MAX_DESCRIPTION_CHARS) {
        throw wrong("the description is empty or longer than " + MAX_DESCRIPTION_CHARS);
      }
      Integer earlier = lineOfCode.putIfAbsent(code, line);
      if (earlier != null) {
        throw wrong("the code " + code + " stands in line " + earlier + " already");
      }
      if (found.size() == MAX_CODES) {
        throw wrong("more than " + MAX_CODES + " codes");
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
      return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }

    private List<String> next() throws IOException, InvalidCatalogueException {
      String text = reader.readLine();
      line++;
      if (text == null) {
        return null;
      }
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (text.length() > MAX_LINE_CHARS) {
        throw wrong("longer than " + MAX_LINE_CHARS + " characters");
      }
      return split(text);
    }

    private List<String> split(String text) throws InvalidCatalogueException {
      List<String> fields = new ArrayList<>();
      StringBuilder field = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == ',' && !quoted) {
          fields.add(field.toString());
          field.setLength(0);
        } else {
          field.append(c);
        }
      }
      if (quoted) {
        throw wrong("a quotation mark is not closed");
      }
      fields.add(field.toString());
      return fields;
    }

    private InvalidCatalogueException wrong(String what) {
      return new InvalidCatalogueException("line " + line + ": " + what);
    }
  }
}
