package org.healthchain.consensus.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationCodec;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.storage.ReplicaLog;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.consensus.storage.StorageConfig;

/** What a replica's log says at the start, and what goes into it. For the replica's thread. */
final class LogKeeper implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LogKeeper.class.getName());

  private final StorageConfig config;
  private final StartMarker marker;
  private final ReplicaLog log;
  private final GroupCommit commit;
  private final Consumer<Pending.Round> effects;
  private Optional<Trouble> trouble = Optional.empty();

  private LogKeeper(
      StorageConfig config,
      StartMarker marker,
      ReplicaLog log,
      GroupCommit commit,
      Consumer<Pending.Round> effects) {
    this.config = config;
    this.marker = marker;
    this.log = log;
    this.commit = commit;
    this.effects = effects;
  }

  /**
   * @param effects sends and does what follows from a round that is durable
   * @param effectsFirst a planted bug, for the tests
   */
  static LogKeeper open(
      StorageConfig config,
      ApplicationRunner runner,
      Consumer<Pending.Round> effects,
      boolean effectsFirst)
      throws IOException {
    StartMarker marker = StartMarker.read(config.startMarker());
    ReplicaLog log =
        ReplicaLog.open(config.disk(), config.durability(), config.boot(), marker.starts());
    GroupCommit commit = new GroupCommit(log, runner, effects, effectsFirst);
    return new LogKeeper(config, marker, log, commit, effects);
  }

  /** What is known of former votes; says so in the server's log. */
  StartMode startMode(ReplicaId self, ChainState state) {
    StartMode mode = mode(log, marker, hasTakenPart(self, state));
    if (log.condition() == ReplicaLog.Condition.DAMAGED) {
      trouble = Optional.of(Trouble.of(Trouble.Kind.VOTES_DAMAGED));
    } else if (mode == StartMode.LOG_LOST) {
      trouble = Optional.of(Trouble.of(Trouble.Kind.VOTES_MISSING));
    } else if (log.isDamaged()) {
      trouble = Optional.of(Trouble.of(Trouble.Kind.LOG_ROTTEN));
    }
    LOG.log(
        trouble.isPresent() ? Level.WARNING : Level.INFO,
        "{0} starts after block {1}, log {2}: {3}{4}",
        new Object[] {
          self, state.height(), log.condition(), mode, trouble.map(what -> "; " + what).orElse("")
        });
    return mode;
  }

  private static boolean hasTakenPart(ReplicaId self, ChainState state) {
    return state.height().value() > 0 && state.membership().contains(self);
  }

  /**
   * @param hasTakenPart whether the ledger shows that the key may have voted
   */
  static StartMode mode(ReplicaLog log, StartMarker marker, boolean hasTakenPart) {
    if (log.condition() == ReplicaLog.Condition.INTACT) {
      return StartMode.FROM_LOG;
    }
    boolean neverVoted =
        log.condition() == ReplicaLog.Condition.ABSENT && marker.neverStarted() && !hasTakenPart;
    return neverVoted ? StartMode.NEVER_VOTED : StartMode.LOG_LOST;
  }

  List<LogRecord> votes() {
    return log.votes();
  }

  /** The number of this start, from 1. */
  long start() {
    return log.start();
  }

  /** The batches that were found; those that are none are given up. */
  List<RelayBatch> takeBatches(Pending pending) {
    List<RelayBatch> batches = new ArrayList<>();
    List<Digest> useless = new ArrayList<>();
    for (Map.Entry<Digest, byte[]> found : log.takeBatches().entrySet()) {
      try {
        RelayBatch batch = DisseminationCodec.decodeStored(found.getValue());
        if (batch.digest().equals(found.getKey())) {
          batches.add(batch);
          continue;
        }
      } catch (MalformedMessageException e) {
        LOG.log(Level.WARNING, "A stored batch is of no known form", e);
      }
      useless.add(found.getKey());
    }
    pending.discard(useless);
    return batches;
  }

  /** Until the log says who this replica is, the marker says that it has never started. */
  void commitFirst(Pending.Round round) throws IOException {
    log.commit(round.log());
    StartMarker.write(config.startMarker(), log.start());
    effects.accept(round);
  }

  void commit(Pending.Round round) throws IOException {
    commit.commit(round);
  }

  /** Whether a round waits for the disk; the next must not begin. */
  boolean isWaiting() {
    return commit.isUnderWay();
  }

  /** What has become of the log, as long as it matters. */
  Optional<Trouble> trouble(ReplicaStatus.Role role) {
    if (role == ReplicaStatus.Role.ENDED) {
      return Optional.of(Trouble.of(Trouble.Kind.EPOCH_ENDED));
    }
    if (role != ReplicaStatus.Role.LEARNER) {
      trouble = trouble.filter(what -> what.kind() == Trouble.Kind.LOG_ROTTEN);
    } else if (trouble.isEmpty()) {
      // Found out in an earlier run.
      trouble = Optional.of(Trouble.of(Trouble.Kind.VOTES_MISSING));
    }
    return trouble;
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The log did not close cleanly", e);
    }
  }
}
