package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.storage.BootId;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.FaultyDisk;
import org.healthchain.consensus.storage.LogGroup;
import org.healthchain.consensus.storage.ReplicaLog;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.consensus.storage.StorageConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator who ends an epoch while the replica does not run. */
class OfflineLogTest {
  private static final ReplicaId SELF = new ReplicaId(1);
  private static final Digest CHAIN = Digest.sha256(new byte[] {1});
  private static final Digest REPORT = Digest.sha256(new byte[] {2});
  private static final LogRecord.EpochEnded ENDED =
      new LogRecord.EpochEnded(4, 1, REPORT, Optional.empty());
  private static final LogRecord.EpochEnded VOTED =
      new LogRecord.EpochEnded(
          4,
          1,
          REPORT,
          Optional.of(new LogRecord.RecoveryVote(1, new SequenceNumber(9), REPORT, CHAIN)));
  private static final LogRecord.Started VOTER = new LogRecord.Started(CHAIN, SELF, false);
  private static final LogRecord.Started LEARNER = new LogRecord.Started(CHAIN, SELF, true);

  @TempDir Path keys;
  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void whatTheOperatorSaysStandsBehindTheReplicasVotes() throws IOException {
    runOnce(Durability.PROCESS_END);
    try (OfflineLog log = opened()) {
      assertThat(log.isWhole()).isTrue();
      assertThat(log.ended()).isEmpty();
      log.write(ENDED);
    }
    assertThat(found()).containsExactly(VOTER, ENDED);
    assertThat(StartMarker.read(marker()).starts()).isEqualTo(3);
  }

  @Test
  void aLostLogBeginsAnewAsALearners() throws IOException {
    runOnce(Durability.POWER_FAILURE);
    disk.wipe();
    try (OfflineLog log = opened()) {
      assertThat(log.isWhole()).isFalse();
      log.write(ENDED);
      assertThat(log.isWhole()).isTrue();
      log.write(VOTED);
    }
    assertThat(found()).containsExactly(LEARNER, ENDED, VOTED);
  }

  /** With what the disk was told to keep, and no more. */
  @Test
  void itIsDurableAtOnceWhateverTheServerIsToldElsewhere() throws IOException {
    runOnce(Durability.PROCESS_END);
    OfflineLog log = opened();
    log.write(ENDED);
    disk.powerFails(new SplittableRandom(7));
    assertThat(opened().ended()).contains(ENDED);
  }

  @Test
  void theLastWordCounts() throws IOException {
    runOnce(Durability.POWER_FAILURE);
    try (OfflineLog log = opened()) {
      log.write(ENDED);
    }
    try (OfflineLog log = opened()) {
      log.write(VOTED);
    }
    try (OfflineLog log = opened()) {
      assertThat(log.ended()).contains(VOTED);
    }
  }

  private void runOnce(Durability durability) throws IOException {
    StartMarker.ofNewKey(marker());
    ReplicaLog log = ReplicaLog.open(disk, durability, boot(), 0);
    log.commit(LogGroup.of(true, List.of(VOTER), Map.of(), Set.of()));
    StartMarker.write(marker(), log.start());
    log.close();
  }

  private OfflineLog opened() throws IOException {
    return OfflineLog.open(
        new StorageConfig(disk, marker(), Durability.PROCESS_END, boot()), CHAIN, SELF, true);
  }

  private List<LogRecord> found() throws IOException {
    ReplicaLog log =
        ReplicaLog.open(
            disk, Durability.POWER_FAILURE, boot(), StartMarker.read(marker()).starts());
    StartMarker.write(marker(), log.start());
    return log.votes();
  }

  private Path marker() {
    return keys.resolve("replica.start");
  }

  private static BootId boot() {
    return new BootId(Optional.of(new UUID(1, 1)));
  }
}
