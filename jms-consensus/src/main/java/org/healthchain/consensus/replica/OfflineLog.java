package org.healthchain.consensus.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.LogGroup;
import org.healthchain.consensus.storage.ReplicaLog;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.consensus.storage.StorageConfig;

/**
 * The log of a replica that does not run, for its operator, who ends an epoch (PROTOCOL.md §6).
 * Opening it counts as a start of the replica. For one thread; nobody else may have the log open.
 */
public final class OfflineLog implements AutoCloseable {
  private final ReplicaLog log;
  private final StorageConfig config;
  private final LogRecord.Started started;
  private boolean replaces;

  private OfflineLog(
      ReplicaLog log, StorageConfig config, LogRecord.Started started, boolean replaces) {
    this.log = log;
    this.config = config;
    this.started = started;
    this.replaces = replaces;
  }

  /**
   * @param storage its durability is not asked: what is written is forced to the disk
   * @param hasTakenPart whether the ledger has blocks of an epoch that the replica is a member of
   */
  public static OfflineLog open(
      StorageConfig storage, Digest chainId, ReplicaId self, boolean hasTakenPart)
      throws IOException {
    StorageConfig config =
        new StorageConfig(
            storage.disk(), storage.startMarker(), Durability.POWER_FAILURE, storage.boot());
    StartMarker marker = StartMarker.read(config.startMarker());
    ReplicaLog log =
        ReplicaLog.open(config.disk(), config.durability(), config.boot(), marker.starts());
    StartMode mode = LogKeeper.mode(log, marker, hasTakenPart);
    LogRecord.Started started = new LogRecord.Started(chainId, self, mode == StartMode.LOG_LOST);
    return new OfflineLog(log, config, started, mode != StartMode.FROM_LOG);
  }

  /** Whether the log is there, whole, so that it knows all that the replica voted for. */
  public boolean isWhole() {
    return !replaces;
  }

  /** What the operator said last. */
  public Optional<LogRecord.EpochEnded> ended() {
    Optional<LogRecord.EpochEnded> last = Optional.empty();
    for (LogRecord entry : log.votes()) {
      if (entry instanceof LogRecord.EpochEnded ended) {
        last = Optional.of(ended);
      }
    }
    return last;
  }

  /** The decisions of an epoch that the log still has, with their quorums of commits. */
  public List<CommittedProof> decided(int epoch) {
    List<CommittedProof> proofs = new ArrayList<>();
    for (LogRecord entry : log.votes()) {
      if (entry instanceof LogRecord.Committed committed && committed.proof().epoch() == epoch) {
        proofs.add(committed.proof());
      }
    }
    return proofs;
  }

  /** Durable when it returns. */
  public void write(LogRecord.EpochEnded ended) throws IOException {
    List<LogRecord> records = replaces ? List.of(started, ended) : List.of(ended);
    log.commit(LogGroup.of(replaces, records, Map.of(), Set.of()));
    replaces = false;
    StartMarker.write(config.startMarker(), log.start());
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
