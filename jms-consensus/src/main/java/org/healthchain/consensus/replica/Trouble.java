package org.healthchain.consensus.replica;

import java.util.Optional;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * What keeps a replica from going on. {@link #toString} says it in English, for the log; pages look
 * up a text in the reader's language by the kind's name.
 *
 * @param height of the block concerned; there exactly when the kind {@linkplain Kind#hasHeight has}
 *     one
 */
public record Trouble(Kind kind, Optional<SequenceNumber> height) {
  public Trouble {
    if (height.isPresent() != kind.hasHeight()) {
      throw new IllegalArgumentException(
          kind + (kind.hasHeight() ? " needs" : " has no") + " height");
    }
  }

  static Trouble of(Kind kind) {
    return new Trouble(kind, Optional.empty());
  }

  static Trouble at(SequenceNumber height, Kind kind) {
    return new Trouble(kind, Optional.of(height));
  }

  @Override
  public String toString() {
    return kind.english + height.map(at -> " " + at).orElse("");
  }

  /** What can go wrong. */
  public enum Kind {
    /** An invariant is broken: the replica's thread has ended and nothing is tried again. */
    STOPPED(false, "the replica has stopped"),
    EXECUTION(true, "cannot execute block"),
    INSTALLATION(false, "cannot install fetched blocks"),
    CERTIFICATE(true, "cannot store the certificate of block"),
    MEMBERSHIP(true, "cannot connect to the members from block"),
    SUBMISSION(false, "cannot note what became of a submission"),
    /** Ordered, but nobody has sent them yet. */
    BATCHES_MISSING(true, "batches are missing for block"),
    /** Until the replica votes again. */
    VOTES_DAMAGED(false, "the vote log is damaged: this replica does not vote for now"),
    /** Until the replica votes again. */
    VOTES_MISSING(false, "votes may be missing from the log: this replica does not vote for now"),
    /** Until the block comes by which the operators begin the next epoch. */
    EPOCH_ENDED(false, "the operator ended this epoch: this replica waits for the recovery block"),
    /** So many members have lost their votes that no quorum is left. */
    HALTED(false, "halted: too many members have lost their votes, see recovery in the manual"),
    /** Nothing is kept from going on. */
    LOG_ROTTEN(false, "the disk has let a part of the log go bad that is not needed for voting");

    private final boolean hasHeight;
    private final String english;

    Kind(boolean hasHeight, String english) {
      this.hasHeight = hasHeight;
      this.english = english;
    }

    public boolean hasHeight() {
      return hasHeight;
    }
  }
}
