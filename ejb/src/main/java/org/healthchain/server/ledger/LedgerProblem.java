package org.healthchain.server.ledger;

import java.util.List;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.RejectionReason;

/**
 * Something that is wrong with a stored block. {@link #toString} says it in English, for the
 * command line; pages look up {@code ledger.problem.} and the kind's name in the reader's language.
 *
 * @param arguments what the text names, such as a transaction's index in its block; as many as
 *     {@link Kind#arguments} says. Each is a {@link Malformation} or a {@link RejectionReason},
 *     which have texts of their own, or else text
 */
public record LedgerProblem(Kind kind, List<Object> arguments) {
  public LedgerProblem {
    arguments = List.copyOf(arguments);
    if (arguments.size() != kind.arguments()) {
      throw new IllegalArgumentException(kind + " takes " + kind.arguments() + " arguments");
    }
  }

  static LedgerProblem of(Kind kind, Object... arguments) {
    return new LedgerProblem(
        kind, List.of(arguments).stream().map(LedgerProblem::argument).toList());
  }

  private static Object argument(Object argument) {
    return argument instanceof Malformation || argument instanceof RejectionReason
        ? argument
        : argument.toString();
  }

  @Override
  public String toString() {
    return String.format(kind.english, arguments.toArray());
  }

  /** What can be wrong. */
  public enum Kind {
    BLOCK_MISSING(0, "the block is missing"),
    PARENT_MISSING(0, "the previous block is missing"),
    PARENT_MALFORMED(0, "the previous block is malformed"),
    GENESIS(0, "not the genesis that the manager signed"),
    HEADER_HASH(0, "the stored hash does not match the header"),
    HEADER_MALFORMED(1, "the header is malformed: %s"),
    ORDER(0, "height, sequence number or time do not follow on from the previous block"),
    NOT_ALLOWED(2, "transaction %s is not allowed in this block (%s)"),
    PREVIOUS_HASH(0, "previous hash is wrong"),
    MERKLE_ROOT(0, "Merkle root is wrong"),
    STATE_ROOT(0, "state root is wrong"),
    TRANSACTION_COUNT(0, "number of transactions is wrong"),
    HEADER_DIFFERS(0, "the header differs from the one that executing the block gives"),
    TRANSACTION_MISSING(1, "transaction %s: the one before it is missing"),
    TRANSACTION_MALFORMED(2, "transaction %s: malformed: %s"),
    TRANSACTION_COLUMN(1, "transaction %s: a column differs from the header"),
    TRANSACTION_BODY(1, "transaction %s: the body does not match the header"),
    CONTROL_BODY_MISSING(1, "transaction %s: the body of a control transaction is missing"),
    TRANSACTION_SIGNATURE(1, "transaction %s: the signature is not valid"),
    SIZE(0, "the stored size is wrong"),
    CERTIFICATE(0, "the commit certificate is not valid"),
    HANDOVER(
        1,
        "block %s changes the members, and blocks follow it without a commit certificate from the"
            + " previous members"),
    DESCENT(1, "block %s does not lead back to the genesis"),
    CERTIFICATE_COLUMN(0, "a column differs from the commit certificate"),
    STATE(0, "the stored state differs from the one that executing the block gives"),
    ERASURE_MALFORMED(0, "an erasure is malformed"),
    BODY_MISSING(0, "a body is missing although nobody ordered it to be erased"),
    STRAY_ROWS(1, "%s holds rows that belong to no block");

    private final int arguments;
    private final String english;

    Kind(int arguments, String english) {
      this.arguments = arguments;
      this.english = english;
    }

    public int arguments() {
      return arguments;
    }
  }
}
