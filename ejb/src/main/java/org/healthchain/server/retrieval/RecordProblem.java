package org.healthchain.server.retrieval;

import java.util.List;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Malformation;

/**
 * Why a record is not readable. {@link #toString} names it for logs; pages look up {@code problem.}
 * and the kind's name in the reader's language.
 *
 * @param arguments what the text names; as many as {@link Kind#arguments} says. Each is a {@link
 *     Malformation}, which has texts of its own, or else text
 */
public record RecordProblem(Kind kind, List<Object> arguments) {
  public RecordProblem {
    arguments = List.copyOf(arguments);
    if (arguments.size() != kind.arguments()) {
      throw new IllegalArgumentException(kind + " takes " + kind.arguments() + " arguments");
    }
  }

  /** A problem that says all by its kind. */
  static RecordProblem of(Kind kind) {
    return new RecordProblem(kind, List.of());
  }

  static RecordProblem unknownKey(Hash keyId) {
    return new RecordProblem(Kind.UNKNOWN_KEY_ID, List.of(keyId.hex()));
  }

  static RecordProblem malformed(Malformation how) {
    return new RecordProblem(Kind.MALFORMED_CONTENT, List.of(how));
  }

  @Override
  public String toString() {
    return kind.name();
  }

  /** What can be wrong with a record, in the order in which it is found. */
  public enum Kind {
    /** The body is not the one that the header commits to. */
    BODY_MISMATCH(0),
    /** Its block's Merkle root does not cover it. */
    NOT_IN_BLOCK(0),
    BAD_GROUP_SIGNATURE(0),
    /** The signature opens to nobody who is or was a member. */
    UNKNOWN_SIGNER(0),
    /** Names the id of the day key of which there is no private half. */
    UNKNOWN_KEY_ID(1),
    NOT_DECRYPTABLE(0),
    /** Decrypted, but no visit; names in which way. */
    MALFORMED_CONTENT(1);

    private final int arguments;

    Kind(int arguments) {
      this.arguments = arguments;
    }

    public int arguments() {
      return arguments;
    }
  }
}
