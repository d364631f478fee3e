package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.ReplicaStatus.Role;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.storage.BootId;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.FaultyDisk;
import org.healthchain.consensus.storage.LogGroup;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.consensus.storage.StorageConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who votes at once, and who must learn first. */
class LogKeeperTest {
  private static final ReplicaId SELF = new ReplicaId(1);
  private static final LogRecord STARTED =
      new LogRecord.Started(Digest.sha256(new byte[] {1}), SELF, false);

  @TempDir Path keys;

  private final FaultyDisk disk = new FaultyDisk();
  private ChainState state;

  @BeforeEach
  void aGenesis() {
    Member self = new Member(SELF, Bytes.of(new byte[32]), Bytes.EMPTY);
    state = ChainState.genesis(Digest.ZERO, Membership.of(0, List.of(self)));
  }

  @Test
  void aKeyThatWasJustMadeVotes() throws IOException {
    StartMarker.ofNewKey(marker());
    assertThat(opened().startMode(SELF, state)).isEqualTo(StartMode.NEVER_VOTED);
  }

  @Test
  void aFirstStartThatDidNotGetFarIsRepeated() throws IOException {
    StartMarker.ofNewKey(marker());
    opened().startMode(SELF, state);
    assertThat(opened().startMode(SELF, state)).isEqualTo(StartMode.NEVER_VOTED);
  }

  @Test
  void keysWithoutTheirMarkerLearnFirst() throws IOException {
    LogKeeper log = opened();
    assertThat(log.startMode(SELF, state)).isEqualTo(StartMode.LOG_LOST);
    assertThat(log.trouble(Role.LEARNER)).contains(Trouble.of(Trouble.Kind.VOTES_MISSING));
    assertThat(log.trouble(Role.BACKUP)).isEmpty();
  }

  @Test
  void aReplicaWithItsLogVotesAtOnce() throws IOException {
    startOnce();
    LogKeeper log = opened();
    assertThat(log.startMode(SELF, state)).isEqualTo(StartMode.FROM_LOG);
    assertThat(log.votes()).containsExactly(STARTED);
    assertThat(log.trouble(Role.BACKUP)).isEmpty();
  }

  @Test
  void aWipedDiskIsNoFirstStart() throws IOException {
    startOnce();
    disk.wipe();
    assertThat(opened().startMode(SELF, state)).isEqualTo(StartMode.LOG_LOST);
  }

  @Test
  void anOldCopyOfTheDataLearnsFirst() throws IOException {
    startOnce();
    StartMarker.write(marker(), 5);
    assertThat(opened().startMode(SELF, state)).isEqualTo(StartMode.LOG_LOST);
  }

  @Test
  void aFreshMarkerIsNotBelievedAgainstALedgerThatTheKeyTookPartIn() throws IOException {
    StartMarker.ofNewKey(marker());
    ChainState later =
        new ChainState(
            new SequenceNumber(7),
            Digest.ZERO,
            state.membership(),
            state.membership(),
            SequenceNumber.GENESIS.next(),
            Optional.empty());
    assertThat(opened().startMode(SELF, later)).isEqualTo(StartMode.LOG_LOST);
  }

  @Test
  void aDamagedLogLearnsFirstAndSaysSo() throws IOException {
    startOnce();
    String name = disk.names().stream().filter(n -> n.endsWith(".log")).findFirst().orElseThrow();
    disk.bytes(name)[4_096 + 20] ^= 1;
    LogKeeper log = opened();
    assertThat(log.startMode(SELF, state)).isEqualTo(StartMode.LOG_LOST);
    assertThat(log.votes()).isEmpty();
    assertThat(log.trouble(Role.LEARNER)).contains(Trouble.of(Trouble.Kind.VOTES_DAMAGED));
  }

  private void startOnce() throws IOException {
    StartMarker.ofNewKey(marker());
    LogKeeper log = opened();
    log.startMode(SELF, state);
    log.commitFirst(
        new Pending.Round(
            LogGroup.of(true, List.of(STARTED), Map.of(), Set.of()), List.of(), List.of()));
    assertThat(StartMarker.read(marker()).starts()).isEqualTo(1);
  }

  private Path marker() {
    return keys.resolve("replica.start");
  }

  private LogKeeper opened() throws IOException {
    BootId boot = new BootId(Optional.of(new UUID(1, 1)));
    return LogKeeper.open(
        new StorageConfig(disk, marker(), Durability.POWER_FAILURE, boot),
        null,
        round -> {},
        false);
  }
}
