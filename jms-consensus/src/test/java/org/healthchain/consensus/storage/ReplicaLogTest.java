package org.healthchain.consensus.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.storage.ReplicaLog.Condition;
import org.junit.jupiter.api.Test;

/** What a log says of itself after crashes at every point and damages of every byte. */
class ReplicaLogTest {
  private static final BootId MORNING = new BootId(Optional.of(new UUID(1, 1)));
  private static final BootId EVENING = new BootId(Optional.of(new UUID(1, 2)));
  private static final LogRecord STARTED =
      new LogRecord.Started(Digest.sha256(new byte[] {1}), new ReplicaId(3), false);

  private final FaultyDisk disk = new FaultyDisk();
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void anEmptyDiskHasNoLog() throws IOException {
    try (ReplicaLog log = open(Durability.POWER_FAILURE, MORNING)) {
      assertThat(log.condition()).isEqualTo(Condition.ABSENT);
      assertThat(log.votes()).isEmpty();
    }
    assertThat(reopened(MORNING).condition()).isEqualTo(Condition.ABSENT);
  }

  @Test
  void whatWasCommittedIsFoundInOrder() throws IOException {
    List<LogRecord> written = new ArrayList<>(List.of(STARTED));
    try (ReplicaLog log = started(Durability.POWER_FAILURE)) {
      for (int i = 0; i < 300; i++) {
        log.commit(votes(viewChange(i), viewChange(i + 1)));
        written.addAll(List.of(viewChange(i), viewChange(i + 1)));
      }
    }
    assertIntact(written, EVENING);
  }

  @Test
  void replacedVotesAreGoneAndTheirFilesUsedAgain() throws IOException {
    try (ReplicaLog log = started(Durability.POWER_FAILURE)) {
      for (int i = 0; i < 2_000; i++) {
        log.commit(votes(viewChange(i)));
        if (i % 20 == 0) {
          log.commit(LogGroup.of(true, List.of(STARTED), Map.of(), Set.of()));
        }
        assertThat(log.segmentCount()).isLessThanOrEqualTo(4);
      }
    }
    ReplicaLog again = reopened(EVENING);
    assertThat(again.condition()).isEqualTo(Condition.INTACT);
    assertThat(again.votes()).hasSize(20).startsWith(STARTED).endsWith(viewChange(1_999));
  }

  @Test
  void aGroupLongerThanASegmentHasASegmentOfItsOwn() throws IOException {
    byte[] big = new byte[1 << 20];
    random.nextBytes(big);
    try (ReplicaLog log = started(Durability.POWER_FAILURE)) {
      log.commit(LogGroup.of(false, List.of(viewChange(1)), Map.of(digest(1), big), Set.of()));
      log.commit(votes(viewChange(2)));
    }
    ReplicaLog again = reopened(EVENING);
    assertThat(again.votes()).containsExactly(STARTED, viewChange(1), viewChange(2));
    assertThat(again.takeBatches().get(digest(1))).isEqualTo(big);
  }

  @Test
  void batchesStayUntilTheyAreDiscardedAndTheirSegmentsGoThen() throws IOException {
    try (ReplicaLog log = started(Durability.POWER_FAILURE)) {
      for (int i = 0; i < 400; i++) {
        Set<Digest> done = i < 5 ? Set.of() : Set.of(digest(i - 5));
        Map<Digest, byte[]> one = Map.of(digest(i), new byte[10_000]);
        log.commit(LogGroup.of(i % 50 == 49, List.of(STARTED), one, done));
        assertThat(log.segmentCount()).isLessThanOrEqualTo(12);
      }
      assertThat(log.batchCount()).isEqualTo(5);
    }
    try (ReplicaLog again = reopened(EVENING)) {
      Map<Digest, byte[]> found = again.takeBatches();
      assertThat(found.keySet()).contains(digest(399), digest(398), digest(397), digest(396));
      again.commit(LogGroup.of(true, List.of(STARTED), Map.of(), found.keySet()));
      assertThat(again.batchCount()).isZero();
      assertThat(again.takeBatches()).isEmpty();
    }
  }

  @Test
  void aWriteThatEndsAtAnyByteIsForgottenWholeAndBelievedByNobody() throws IOException {
    started(Durability.POWER_FAILURE).commit(votes(viewChange(1)));
    String name = segment();
    byte[] before = disk.bytes(name).clone();
    LogGroup next =
        LogGroup.of(false, List.of(viewChange(2)), Map.of(digest(2), bytes(2_000)), Set.of());
    byte[] mark = disk.bytes(LogMark.Store.NAME).clone();
    current.commit(next);
    byte[] after = disk.bytes(name).clone();
    int from = firstDifference(before, after);
    int to = lastDifference(before, after);
    // Only the very last byte, the last sector's mark, may be missing without harm.
    for (int length = from; length < to; length++) {
      byte[] torn = before.clone();
      System.arraycopy(after, from, torn, from, length - from);
      disk.replace(name, torn);
      disk.replace(LogMark.Store.NAME, mark.clone());
      assertFound(Condition.INTACT, STARTED, viewChange(1));
    }
  }

  @Test
  void aWriteOfWhichAnySectorsWereDoneIsForgottenAsWell() throws IOException {
    started(Durability.POWER_FAILURE).commit(votes(viewChange(1)));
    String name = segment();
    byte[] before = disk.bytes(name).clone();
    byte[] mark = disk.bytes(LogMark.Store.NAME).clone();
    current.commit(LogGroup.of(false, List.of(), Map.of(digest(2), bytes(2_900)), Set.of()));
    byte[] after = disk.bytes(name).clone();
    int first = firstDifference(before, after) / Sector.BYTES;
    int sectors = lastDifference(before, after) / Sector.BYTES - first + 1;
    assertThat(sectors).isEqualTo(6);
    for (int done = 0; done < (1 << sectors) - 1; done++) {
      byte[] torn = before.clone();
      for (int i = 0; i < sectors; i++) {
        if ((done >> i & 1) == 1) {
          System.arraycopy(
              after, (first + i) * Sector.BYTES, torn, (first + i) * Sector.BYTES, Sector.BYTES);
        }
      }
      disk.replace(name, torn);
      disk.replace(LogMark.Store.NAME, mark.clone());
      assertFound(Condition.INTACT, STARTED, viewChange(1));
    }
  }

  @Test
  void aFlippedBitInAnyByteOfAnyRecordIsDamage() throws IOException {
    flipABitOfEveryByte(false);
  }

  /** After a loss of power the mark may be older than the last group. */
  @Test
  void aFlippedBitInTheLastRecordIsNoTornTailEvenIfTheMarkIsOfBefore() throws IOException {
    flipABitOfEveryByte(true);
  }

  private void flipABitOfEveryByte(boolean markOfBefore) throws IOException {
    started(Durability.POWER_FAILURE).commit(votes(viewChange(1)));
    byte[] before = disk.bytes(LogMark.Store.NAME).clone();
    current.commit(votes(viewChange(2)));
    byte[] after = disk.bytes(LogMark.Store.NAME).clone();
    String name = segment();
    byte[] good = disk.bytes(name).clone();
    for (int page = 1; page <= 3; page++) {
      for (int i = 0; i < Sector.BYTES; i++) {
        int at = page * Segment.PAGE_BYTES + i;
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << at % 8);
        disk.replace(name, bad);
        disk.replace(LogMark.Store.NAME, (markOfBefore ? before : after).clone());
        ReplicaLog again = reopened(EVENING);
        if (i == Sector.BYTES - 1) {
          // The sector's mark: all that it covers is there.
          assertThat(again.votes()).containsExactly(STARTED, viewChange(1), viewChange(2));
        } else {
          assertThat(again.condition()).describedAs("byte " + at).isEqualTo(Condition.DAMAGED);
          assertThat(again.votes()).isEmpty();
        }
      }
    }
  }

  @Test
  void aFileCutAtAnySectorOfWhatWasActedUponIsDamage() throws IOException {
    started(Durability.POWER_FAILURE).commit(votes(viewChange(1)));
    current.commit(votes(viewChange(2)));
    String name = segment();
    byte[] mark = disk.bytes(LogMark.Store.NAME).clone();
    byte[] good = disk.bytes(name).clone();
    int end = lastDifference(new byte[good.length], good);
    for (int length = 0; length <= end; length += 64) {
      disk.replace(name, java.util.Arrays.copyOf(good, length));
      disk.replace(LogMark.Store.NAME, mark.clone());
      assertThat(reopened(EVENING).condition()).isEqualTo(Condition.DAMAGED);
    }
  }

  @Test
  void aMissingFileIsDamage() throws IOException {
    ReplicaLog log = started(Durability.POWER_FAILURE);
    for (int i = 0; i < 80; i++) {
      log.commit(votes(viewChange(i)));
    }
    List<String> names = disk.names().stream().filter(n -> n.endsWith(Segment.SUFFIX)).toList();
    assertThat(names.size()).isGreaterThan(2);
    disk.delete(names.get(1));
    assertThat(reopened(EVENING).condition()).isEqualTo(Condition.DAMAGED);
  }

  @Test
  void aMissingMarkIsDamage() throws IOException {
    started(Durability.POWER_FAILURE);
    disk.delete(LogMark.Store.NAME);
    assertThat(reopened(MORNING).condition()).isEqualTo(Condition.DAMAGED);
  }

  @Test
  void damageIsRememberedUntilTheVotesAreReplaced() throws IOException {
    ReplicaLog log = started(Durability.POWER_FAILURE);
    log.commit(votes(viewChange(1)));
    disk.bytes(segment())[2 * Segment.PAGE_BYTES + 20] ^= 1;
    assertThat(reopened(EVENING).condition()).isEqualTo(Condition.DAMAGED);
    disk.bytes(segment())[2 * Segment.PAGE_BYTES + 20] ^= 1; // as if it had read badly once
    ReplicaLog again = reopened(EVENING);
    assertThat(again.condition()).isEqualTo(Condition.DAMAGED);
    again.commit(LogGroup.of(true, List.of(STARTED, viewChange(7)), Map.of(), Set.of()));
    assertFound(Condition.INTACT, STARTED, viewChange(7));
  }

  @Test
  void damageOfWhatIsNotNeededIsToldAndHindersNobody() throws IOException {
    ReplicaLog log = started(Durability.POWER_FAILURE);
    log.commit(LogGroup.of(false, List.of(), Map.of(digest(1), bytes(3_000)), Set.of()));
    log.commit(LogGroup.of(true, List.of(STARTED, viewChange(3)), Map.of(), Set.of()));
    disk.bytes(segment())[2 * Segment.PAGE_BYTES + 600] ^= 1;
    ReplicaLog again = reopened(EVENING);
    assertThat(again.condition()).isEqualTo(Condition.INTACT);
    assertThat(again.votes()).containsExactly(STARTED, viewChange(3));
    assertThat(again.isDamaged()).isTrue();
    assertThat(again.takeBatches()).isEmpty();
  }

  @Test
  void whereNothingIsForcedTheEndOfTheProcessLosesNothing() throws IOException {
    started(Durability.PROCESS_END).commit(votes(viewChange(1)));
    disk.processEnds(random, false);
    assertFound(Condition.INTACT, STARTED, viewChange(1));
  }

  @Test
  void whereNothingIsForcedANewStartOfTheMachineMayHaveLostTheTail() throws IOException {
    started(Durability.PROCESS_END).commit(votes(viewChange(1)));
    assertThat(reopened(EVENING).condition()).isEqualTo(Condition.TAIL_LOST);
    // Nobody replaced the votes: what was doubtful stays so.
    assertThat(reopened(EVENING).condition()).isEqualTo(Condition.DAMAGED);
  }

  @Test
  void whereTheSystemDoesNotTellItsStartNothingUnforcedIsBelieved() throws IOException {
    ReplicaLog log = open(Durability.PROCESS_END, BootId.UNKNOWN);
    log.commit(LogGroup.of(true, List.of(STARTED), Map.of(), Set.of()));
    assertThat(reopened(BootId.UNKNOWN).condition()).isEqualTo(Condition.TAIL_LOST);
  }

  @Test
  void aCleanStopForcesEverything() throws IOException {
    try (ReplicaLog log = started(Durability.PROCESS_END)) {
      log.commit(votes(viewChange(1)));
    }
    disk.powerFails(random);
    assertIntact(List.of(STARTED, viewChange(1)), EVENING);
  }

  @Test
  void whatWasForcedSurvivesEveryLossOfPower() throws IOException {
    List<LogRecord> written = new ArrayList<>(List.of(STARTED));
    ReplicaLog log = started(Durability.POWER_FAILURE);
    for (int round = 0; round < 300; round++) {
      LogRecord one = viewChange(round);
      log.commit(votes(one));
      written.add(one);
      boolean amidWrite = random.nextBoolean();
      if (amidWrite) {
        disk.failToForce();
        LogGroup lost = LogGroup.of(round % 3 == 0, List.of(STARTED), Map.of(), Set.of());
        ReplicaLog dying = log;
        assertThatThrownBy(() -> dying.commit(lost)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> dying.commit(lost)).hasMessageContaining("before");
      }
      disk.powerFails(random);
      log = open(Durability.POWER_FAILURE, new BootId(Optional.of(new UUID(2, round))));
      assertThat(log.condition()).isEqualTo(Condition.INTACT);
      List<LogRecord> found = log.votes();
      if (!amidWrite || !found.equals(List.of(STARTED))) {
        // Of what was under way all may have come through, or nothing.
        boolean extra = amidWrite && found.size() == written.size() + 1;
        assertThat(extra ? found.subList(0, written.size()) : found).isEqualTo(written);
      }
      log.commit(LogGroup.of(true, List.of(STARTED), Map.of(), Set.of()));
      written = new ArrayList<>(List.of(STARTED));
    }
  }

  @Test
  void aCopyOfBeforeTheLastStartIsStale() throws IOException {
    started(Durability.POWER_FAILURE).close();
    ReplicaLog log = ReplicaLog.open(disk, Durability.POWER_FAILURE, MORNING, 2);
    assertThat(log.condition()).isEqualTo(Condition.STALE);
    assertThat(log.start()).isEqualTo(3);
  }

  @Test
  void anotherFormatIsNotTakenForAnEmptyFile() throws IOException {
    started(Durability.POWER_FAILURE).close();
    byte[] file = disk.bytes(segment());
    java.nio.ByteBuffer sector = java.nio.ByteBuffer.allocate(Sector.BYTES);
    Sector.put(sector, 1, 0, false, java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
    System.arraycopy(sector.array(), 0, file, 0, Sector.BYTES);
    assertThatThrownBy(() -> reopened(MORNING)).hasMessageContaining("version");
  }

  private ReplicaLog current;

  private ReplicaLog open(Durability durability, BootId boot) throws IOException {
    current = ReplicaLog.open(disk, durability, boot, 0);
    return current;
  }

  private ReplicaLog started(Durability durability) throws IOException {
    ReplicaLog log = open(durability, MORNING);
    log.commit(LogGroup.of(true, List.of(STARTED), Map.of(), Set.of()));
    return log;
  }

  private ReplicaLog reopened(BootId boot) throws IOException {
    return open(Durability.POWER_FAILURE, boot);
  }

  private void assertIntact(List<LogRecord> votes, BootId boot) throws IOException {
    ReplicaLog log = reopened(boot);
    assertThat(log.condition()).isEqualTo(Condition.INTACT);
    assertThat(log.votes()).isEqualTo(votes);
  }

  private void assertFound(Condition condition, LogRecord... votes) throws IOException {
    ReplicaLog log = reopened(MORNING);
    assertThat(log.condition()).isEqualTo(condition);
    assertThat(log.votes()).containsExactly(votes);
  }

  private String segment() {
    return disk.names().stream().filter(n -> n.endsWith(Segment.SUFFIX)).findFirst().orElseThrow();
  }

  private static LogGroup votes(LogRecord... records) {
    return LogGroup.of(false, List.of(records), Map.of(), Set.of());
  }

  private static LogRecord viewChange(long view) {
    return new LogRecord.ViewChangeStarted(0, new View(view));
  }

  private static Digest digest(int number) {
    return Digest.sha256(new byte[] {(byte) number, (byte) (number >> 8)});
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static int firstDifference(byte[] a, byte[] b) {
    return java.util.Arrays.mismatch(a, b);
  }

  private static int lastDifference(byte[] a, byte[] b) {
    int last = b.length - 1;
    while (a[last] == b[last]) {
      last--;
    }
    return last;
  }
}
