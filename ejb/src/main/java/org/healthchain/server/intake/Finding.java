package org.healthchain.server.intake;

import java.util.Arrays;
import java.util.List;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.text.BadCharacter;

/**
 * What is to be said about something that was sent: where, what, and what to do about it. The words
 * stand in the pages' bundles under {@link Kind#key}.
 *
 * @param arguments of those words, as many as {@link Kind#arguments} says; they may repeat a code
 *     that was sent, so they go to the sender and into no log
 */
public record Finding(Place place, Kind kind, List<String> arguments) {
  public Finding {
    arguments = List.copyOf(arguments);
    if (arguments.size() != kind.arguments()) {
      throw new IllegalArgumentException(kind + " takes " + kind.arguments() + " arguments");
    }
  }

  /** At a field as a whole. */
  public static Finding of(VisitField field, Kind kind, Object... arguments) {
    return at(field.place(), kind, arguments);
  }

  public static Finding at(Place place, Kind kind, Object... arguments) {
    return new Finding(place, kind, Arrays.stream(arguments).map(String::valueOf).toList());
  }

  static Finding at(Place place, BadCharacter bad) {
    Kind kind =
        switch (bad.kind()) {
          case LOST -> Kind.LOST_CHARACTER;
          case HALF -> Kind.HALF_CHARACTER;
          case FORBIDDEN -> Kind.FORBIDDEN_CHARACTER;
        };
    return at(place, kind, bad.position(), bad.name());
  }

  /** As a service refuses it that takes something else than visits. */
  public RefusedException refusal() {
    return new RefusedException(kind.key(), kind + " at " + place, arguments.toArray());
  }

  /** Names neither place nor arguments: both are the sender's. */
  @Override
  public String toString() {
    return kind.name();
  }

  /** How much a finding weighs. */
  public enum Weight {
    /** What was sent is not what is read here; nothing can be said of its content. */
    MALFORMED,
    /** It is read, and cannot be right. */
    WRONG,
    /** It is taken; the sender should know how. */
    REMARK
  }

  /** What can be found. */
  public enum Kind {
    NOTHING_SENT(Weight.MALFORMED, "visit.sent.nothing", 0),
    /** Names the byte, from 1. */
    NOT_UTF8(Weight.MALFORMED, "visit.sent.utf8", 1),
    /** Names line and column, from 1. */
    NOT_JSON(Weight.MALFORMED, "visit.sent.json", 2),
    ENDS_EARLY(Weight.MALFORMED, "visit.sent.early", 0),
    MORE_BEHIND(Weight.MALFORMED, "visit.sent.more", 0),
    /** Names the bound. */
    TOO_DEEP(Weight.MALFORMED, "visit.sent.deep", 1),
    /** Names the fields there are. */
    UNKNOWN_FIELD(Weight.MALFORMED, "visit.sent.unknown", 1),
    FIELD_TWICE(Weight.MALFORMED, "visit.sent.twice", 0),
    /** Names the one beside which it cannot stand. */
    FIELD_EXCLUDED(Weight.MALFORMED, "visit.sent.excluded", 1),
    NO_TEXT(Weight.MALFORMED, "visit.sent.text", 0),
    NO_LIST(Weight.MALFORMED, "visit.sent.list", 0),
    NO_OBJECT(Weight.MALFORMED, "visit.sent.object", 0),
    /** Names the least and the most. */
    NO_NUMBER(Weight.MALFORMED, "visit.sent.number", 2),
    AND_MORE(Weight.MALFORMED, "visit.sent.andMore", 0),

    /** U+FFFD; like the next two it names its position among the characters and its number. */
    LOST_CHARACTER(Weight.WRONG, "text.lost", 2),
    HALF_CHARACTER(Weight.WRONG, "text.half", 2),
    FORBIDDEN_CHARACTER(Weight.WRONG, "text.forbidden", 2),

    NAME_EMPTY(Weight.WRONG, "visit.name.empty", 0),
    NAME_LONG(Weight.WRONG, "visit.name.long", 1),
    NAME_FORM(Weight.WRONG, "visit.name.form", 0),
    ID_EMPTY(Weight.WRONG, "visit.id.empty", 0),
    ID_FORM(Weight.WRONG, "visit.id.form", 0),
    ID_ROUNDED(Weight.WRONG, "visit.id.rounded", 0),
    TIME_EMPTY(Weight.WRONG, "visit.time.empty", 0),
    TIME_IMPOSSIBLE(Weight.WRONG, "visit.time.impossible", 0),
    TIME_WITHOUT_OFFSET(Weight.WRONG, "visit.time.offset", 0),
    /** The clock was put forward; names the offsets before and after. */
    TIME_SKIPPED(Weight.WRONG, "visit.time.skipped", 2),
    /** The clock was put back; names the two offsets that it can mean. */
    TIME_AMBIGUOUS(Weight.WRONG, "visit.time.ambiguous", 2),
    TIME_IN_FUTURE(Weight.WRONG, "visit.time.future", 0),
    TIME_TOO_OLD(Weight.WRONG, "visit.time.old", 0),
    DIAGNOSIS_EMPTY(Weight.WRONG, "visit.diagnoses.code", 0),
    /** Names the code. */
    DIAGNOSIS_UNKNOWN(Weight.WRONG, "visit.diagnoses.unknown", 1),
    /** Names the code and the catalogue's words. */
    DIAGNOSIS_WORDS(Weight.WRONG, "visit.diagnoses.words", 2),
    DIAGNOSES_MANY(Weight.WRONG, "visit.diagnoses.many", 1),
    CONTENT_EMPTY(Weight.WRONG, "visit.diagnoses.empty", 0),
    /** Names the bound. */
    NOTES_LONG(Weight.WRONG, "visit.notes.long", 1),
    /** Names the bytes that are too many. */
    VISIT_LARGE(Weight.WRONG, "visit.notes.large", 1),
    SUPERSEDES_FORM(Weight.WRONG, "visit.supersedes.form", 0),
    SUPERSEDES_UNKNOWN(Weight.WRONG, "visit.supersedes.unknown", 0),

    /** Names the code and the place where it stands first. */
    DIAGNOSIS_TWICE(Weight.REMARK, "visit.diagnoses.twice", 2);

    private final Weight weight;
    private final String key;
    private final int arguments;

    Kind(Weight weight, String key, int arguments) {
      this.weight = weight;
      this.key = key;
      this.arguments = arguments;
    }

    public Weight weight() {
      return weight;
    }

    /** Of the words in the pages' bundles. */
    public String key() {
      return key;
    }

    public int arguments() {
      return arguments;
    }
  }
}
