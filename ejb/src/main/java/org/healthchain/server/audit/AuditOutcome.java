package org.healthchain.server.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an entry of the trail says came of an action. It is stored as {@link #toString} writes it,
 * the kind's name and its numbers; pages look up {@code outcome.} and the kind's name in the
 * reader's language.
 *
 * @param numbers what the text names; as many as {@link Kind#numbers} says, none negative
 */
public record AuditOutcome(Kind kind, List<Long> numbers) {
  public AuditOutcome {
    numbers = List.copyOf(numbers);
    if (numbers.size() != kind.numbers()) {
      throw new IllegalArgumentException(kind + " takes " + kind.numbers() + " numbers");
    }
  }

  public static AuditOutcome of(Kind kind, long... numbers) {
    return new AuditOutcome(kind, Arrays.stream(numbers).boxed().toList());
  }

  /** Reads what {@link #toString} wrote; empty if it is anything else. */
  public static Optional<AuditOutcome> parse(String stored) {
    String[] words = stored.split(" ", -1);
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(words[0]) && kind.numbers() == words.length - 1)
        .filter(kind -> Arrays.stream(words).skip(1).allMatch(word -> word.matches("[0-9]{1,18}")))
        .map(
            kind ->
                new AuditOutcome(kind, Arrays.stream(words).skip(1).map(Long::valueOf).toList()))
        .findFirst();
  }

  @Override
  public String toString() {
    return Stream.concat(Stream.of(kind.name()), numbers.stream().map(String::valueOf))
        .collect(Collectors.joining(" "));
  }

  /** What can come of an action; the names are stored, so they do not change. */
  public enum Kind {
    /** Written before it is done: the trail tells of the attempt, too. */
    REQUESTED(0),
    /** How many records were found, and how many of them could be read. */
    FOUND(2),
    /** A key is on its way to the ledger. */
    ANNOUNCED(0),
    /** Under which member number. */
    INVITED(1),
    /** An order is on its way to the ledger that concerns the member of that number. */
    ORDERED(1);

    private final int numbers;

    Kind(int numbers) {
      this.numbers = numbers;
    }

    public int numbers() {
      return numbers;
    }
  }
}
