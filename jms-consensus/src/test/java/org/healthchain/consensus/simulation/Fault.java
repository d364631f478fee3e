package org.healthchain.consensus.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Something that goes wrong at a time of a scenario; each can be left out when a run shrinks. */
sealed interface Fault {
  long atMillis();

  /** Where in handling an output the process dies. */
  enum CrashPoint {
    BEFORE_PERSIST,
    TORN_PERSIST,
    BEFORE_SEND,
    AMID_SENDS,
    BEFORE_COMMANDS,
    AFTER_LEDGER_COMMIT
  }

  /** What is left on disk when it comes back. */
  enum Loss {
    NOTHING,
    /** The ledger goes back by some blocks (a restored copy); the vote log is whole. */
    STALE_LEDGER,
    /** The power fails: of what was not forced any part may be gone. */
    UNFORCED,
    /** The vote log is gone, the ledger is there. */
    VOTE_LOG,
    /** All is gone. */
    DISK
  }

  record Crash(long atMillis, int node, CrashPoint point, long downMillis, Loss loss)
      implements Fault {}

  /**
   * A network in two.
   *
   * @param oneWay whether only messages from the nodes in {@code side} to the others are lost
   */
  record Partition(long atMillis, long forMillis, long side, boolean oneWay) implements Fault {}

  record SlowPeer(long atMillis, long forMillis, int node, long delayMillis) implements Fault {}

  /** For a while every message of one kind is lost, as an asynchronous network may. */
  record DropKind(long atMillis, long forMillis, Kind kind) implements Fault {}

  /** Kinds of messages that may be lost. */
  enum Kind {
    PRE_PREPARE("PrePrepare"),
    COMMIT("Commit"),
    CHECKPOINT("CheckpointVotes"),
    NEW_VIEW("NewView"),
    STATUS("Status"),
    BATCH("RelayBatch"),
    VECTOR("HoldingVector"),
    FETCHED("BatchFetched"),
    HOP("MixHop");

    /** Those of the ordering protocol. */
    static final Set<Kind> ORDERING = EnumSet.range(PRE_PREPARE, STATUS);

    /** Those of dissemination. */
    static final Set<Kind> RELAYING = EnumSet.complementOf(EnumSet.range(PRE_PREPARE, STATUS));

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /**
   * A member turns into a liar as soon after this time as no more than f are faulty at once then;
   * in scenarios that have these, logs are lost under the same condition, however often.
   */
  record Turn(long atMillis, int node, Set<Attack> attacks) implements Fault {}

  /**
   * Faults that move, among four: see {@link org.healthchain.consensus.simulation.OldPromise}.
   *
   * @param forgetful 2 or 3: who loses its vote log
   */
  record OldPromise(long atMillis, int forgetful) implements Fault {}

  /**
   * All servers are cut at once, and more than f have lost their votes; their operators recover.
   *
   * @param losers who loses its log
   * @param disks whether the ledger is lost with it
   */
  record Halt(long atMillis, Set<Integer> losers, boolean disks, long recoverAfterMillis)
      implements Fault {}

  /** A batch that changes the membership is submitted. */
  record Reconfigure(long atMillis, Change change, int node) implements Fault {}

  /** A change of the membership. */
  enum Change {
    JOIN,
    LEAVE,
    ROTATE_KEY
  }
}
