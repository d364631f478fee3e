package org.healthchain.server.transaction;

import java.util.Arrays;
import java.util.List;

/**
 * In which way bytes are not the canonical encoding of anything. {@link #toString} says it in
 * English, for logs and the command line; pages look up {@code malformation.} and the kind's name
 * in the reader's language.
 *
 * @param numbers what the text names; as many as {@link Kind#numbers} says
 */
public record Malformation(Kind kind, List<Long> numbers) {
  public Malformation {
    numbers = List.copyOf(numbers);
    if (numbers.size() != kind.numbers()) {
      throw new IllegalArgumentException(kind + " takes " + kind.numbers() + " numbers");
    }
  }

  public static Malformation of(Kind kind, long... numbers) {
    return new Malformation(kind, Arrays.stream(numbers).boxed().toList());
  }

  @Override
  public String toString() {
    return String.format(kind.english, numbers.toArray());
  }

  /** What can be wrong with bytes. */
  public enum Kind {
    ENDS_EARLY(0, "ends too early"),
    BYTES_LEFT(1, "bytes too many: %s"),
    VERSION(1, "version %s is unknown"),
    TRANSACTION_KIND(1, "transaction kind %s is unknown"),
    SIGNATURE_SCHEME(1, "signature scheme %s is unknown"),
    ABOVE_LIMIT(2, "%s is above the limit of %s"),
    NUMBER_RANGE(0, "a number has the sign bit set"),
    FIELD_RANGE(0, "a field is out of range"),
    FIELDS_OF_KIND(1, "header fields do not fit the transaction kind %s"),
    NOT_UTF8(0, "a text is not in UTF-8"),
    TRANSACTION_COUNT(0, "the number of transactions differs from the number announced"),
    NO_ORDER(0, "a record contains no order"),
    NOT_A_VISIT(0, "not a visit");

    private final int numbers;
    private final String english;

    Kind(int numbers, String english) {
      this.numbers = numbers;
      this.english = english;
    }

    public int numbers() {
      return numbers;
    }
  }
}
