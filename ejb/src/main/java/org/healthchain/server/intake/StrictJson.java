package org.healthchain.server.intake;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.healthchain.server.intake.Finding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) and forgives nothing: bytes that are no UTF-8, a member of
 * another name than those expected, a member that stands twice, a value of another type, anything
 * behind the object. Names all it finds at once, but stops at the first place that is no JSON.
 *
 * <p>The tokens come from the platform's JSON-P parser (Parsson), which is strict about the grammar
 * itself. What this adds is what a JSON-P reader keeps silent about; its {@code KEY_STRATEGY} would
 * name neither the place nor a second problem, and a binding to objects takes numbers for texts.
 */
public final class StrictJson {
  static final int MAX_DEPTH = 16;

  /** As many are named; then it is said that there are more. */
  static final int MAX_FINDINGS = 50;

  /** Looked up once: {@code Json} looks through the class path at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final JsonParser parser;
  private final List<Finding> findings = new ArrayList<>();
  private int depth;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** What to do with the value of a member, or of a list's entry. */
  public interface Value {
    /**
     * Reads it whole, by one of the methods of {@link StrictJson}.
     *
     * @param first the value's first event
     */
    void read(StrictJson in, Event first, Place place);
  }

  /**
   * Reads a document that is one object.
   *
   * @param members the values of the members there may be, by their names
   * @throws InvalidVisitException with all that is wrong; the values may have been read in part
   */
  public static void readObject(byte[] utf8, Map<String, Value> members)
      throws InvalidVisitException {
    String text = Utf8.decode(utf8);
    if (text.isBlank()) {
      throw new InvalidVisitException(List.of(Finding.at(Place.DOCUMENT, Kind.NOTHING_SENT)));
    }
    try (JsonParser parser = JSON.createParser(new StringReader(text))) {
      StrictJson in = new StrictJson(parser);
      in.document(text, members);
      if (!in.findings.isEmpty()) {
        throw new InvalidVisitException(in.findings);
      }
    }
  }

  private void document(String text, Map<String, Value> members) {
    boolean whole = false;
    try {
      object(parser.next(), Place.DOCUMENT, members);
      whole = true;
      parser.hasNext(); // looks for what is behind the end, and throws if it is there
    } catch (JsonParsingException e) {
      findings.add(whole ? Finding.at(Place.DOCUMENT, Kind.MORE_BEHIND) : broken(e, text));
    } catch (TooDeepException e) {
      findings.add(Finding.at(e.place, Kind.TOO_DEEP, MAX_DEPTH));
    } catch (EnoughException e) {
      findings.add(Finding.at(Place.DOCUMENT, Kind.AND_MORE));
    }
  }

  /** The parser's own lines and columns are wrong behind a line feed; its offset is right. */
  private static Finding broken(JsonParsingException e, String text) {
    int offset = (int) e.getLocation().getStreamOffset();
    if (offset < 0 || offset >= text.length()) {
      return Finding.at(Place.DOCUMENT, Kind.ENDS_EARLY);
    }
    int lines = (int) text.chars().limit(offset).filter(one -> one == '\n').count();
    int column = offset - text.lastIndexOf('\n', offset - 1);
    return Finding.at(Place.DOCUMENT, Kind.NOT_JSON, lines + 1, column);
  }

  /** Reads an object; a member whose value is null counts as left out. */
  public void object(Event first, Place place, Map<String, Value> members) {
    if (first != Event.START_OBJECT) {
      otherwise(first, place, Kind.NO_OBJECT);
      return;
    }
    enter(place);
    Set<String> seen = new HashSet<>();
    while (parser.next() == Event.KEY_NAME) {
      String name = parser.getString();
      Place member = place.member(name);
      Value value = members.get(name);
      Event event = parser.next();
      if (value == null) {
        String known = String.join(", ", new TreeSet<>(members.keySet()));
        found(Finding.at(member, Kind.UNKNOWN_FIELD, known));
        skip(event, member);
      } else if (!seen.add(name)) {
        found(Finding.at(member, Kind.FIELD_TWICE));
        skip(event, member);
      } else if (event != Event.VALUE_NULL) {
        value.read(this, event, member);
      }
    }
    depth--;
  }

  /** Reads a list, each entry by the same rule. */
  public void list(Event first, Place place, Value entry) {
    if (first != Event.START_ARRAY) {
      otherwise(first, place, Kind.NO_LIST);
      return;
    }
    enter(place);
    int index = 0;
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      entry.read(this, event, place.entry(index++));
    }
    depth--;
  }

  /** Reads a text; null if it is none. */
  public @Nullable String text(Event first, Place place) {
    if (first != Event.VALUE_STRING) {
      otherwise(first, place, Kind.NO_TEXT);
      return null;
    }
    return parser.getString();
  }

  private void otherwise(Event first, Place place, Kind kind) {
    found(Finding.at(place, kind));
    skip(first, place);
  }

  private void found(Finding finding) {
    if (findings.size() == MAX_FINDINGS) {
      throw new EnoughException();
    }
    findings.add(finding);
  }

  private void skip(Event first, Place place) {
    int open = depth;
    Event event = first;
    while (true) {
      switch (event) {
        case START_OBJECT, START_ARRAY -> enter(place);
        case END_OBJECT, END_ARRAY -> depth--;
        default -> {
          // a name or a value
        }
      }
      if (depth == open) {
        return;
      }
      event = parser.next();
    }
  }

  private void enter(Place place) {
    if (++depth > MAX_DEPTH) {
      throw new TooDeepException(place);
    }
  }

  private static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    TooDeepException(Place place) {
      this.place = place;
    }
  }

  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
