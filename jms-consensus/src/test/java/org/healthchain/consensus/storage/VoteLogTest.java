package org.healthchain.consensus.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteLogTest {
  private static final LogRecord STARTED =
      new LogRecord.Started(Digest.sha256(new byte[] {1}), new ReplicaId(3), false);

  @TempDir Path directory;

  @Test
  void anEmptyDirectoryHasNoLog() throws IOException {
    try (VoteLog log = open()) {
      assertThat(log.condition()).isEqualTo(VoteLog.Condition.ABSENT);
      assertThat(log.recovered()).isEmpty();
    }
  }

  @Test
  void whatWasAppendedIsRecoveredInOrder() throws IOException {
    List<LogRecord> written = new ArrayList<>();
    try (VoteLog log = open()) {
      for (int i = 0; i < 100; i++) {
        List<LogRecord> group = List.of(STARTED, viewChange(i));
        log.append(group);
        written.addAll(group);
      }
    }
    try (VoteLog log = open()) {
      assertThat(log.condition()).isEqualTo(VoteLog.Condition.INTACT);
      assertThat(log.recovered()).isEqualTo(written);
    }
  }

  @Test
  void aTornTailIsCutAtEveryLength() throws IOException {
    try (VoteLog log = open()) {
      log.append(List.of(STARTED, viewChange(1), viewChange(2)));
    }
    byte[] whole = Files.readAllBytes(onlyFile());
    for (int length = whole.length - 1; length >= 0; length--) {
      Files.write(onlyFile(), java.util.Arrays.copyOf(whole, length));
      try (VoteLog log = open()) {
        assertThat(log.condition()).isNotEqualTo(VoteLog.Condition.DAMAGED);
        assertThat(log.recovered())
            .isEqualTo(
                List.of(STARTED, viewChange(1), viewChange(2)).subList(0, log.recovered().size()));
        assertThat(log.recovered().size()).isLessThan(3);
        log.append(List.of(viewChange(9)));
      }
      try (VoteLog log = open()) {
        assertThat(log.recovered()).last().isEqualTo(viewChange(9));
      }
    }
  }

  @Test
  void aHoleInTheMidstIsDamageAndNotATornTail() throws IOException {
    try (VoteLog log = open()) {
      for (int i = 0; i < 10; i++) {
        log.append(List.of(viewChange(i)));
      }
    }
    byte[] bytes = Files.readAllBytes(onlyFile());
    bytes[bytes.length / 2] ^= 1;
    Files.write(onlyFile(), bytes);
    try (VoteLog log = open()) {
      assertThat(log.condition()).isEqualTo(VoteLog.Condition.DAMAGED);
      assertThat(log.recovered()).isEmpty();
      log.append(List.of(STARTED));
    }
    try (VoteLog log = open()) {
      assertThat(log.condition()).isEqualTo(VoteLog.Condition.INTACT);
      assertThat(log.recovered()).containsExactly(STARTED);
    }
  }

  @Test
  void noFlippedBitIsEverReadAsAnotherRecord() throws IOException {
    try (VoteLog log = open()) {
      log.append(List.of(STARTED, viewChange(7)));
    }
    byte[] good = Files.readAllBytes(onlyFile());
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = onlyFile();
      Files.write(file, bad);
      try (VoteLog log = open()) {
        assertThat(List.of(STARTED, viewChange(7))).containsAll(log.recovered());
        assertThat(log.recovered().size()).isLessThan(2);
      }
      cleanUp();
      Files.write(file, good);
    }
  }

  @Test
  void aRewriteReplacesEverythingAndKeepsTheLogShort() throws IOException {
    try (VoteLog log = open()) {
      for (int i = 0; i < 200; i++) {
        log.append(List.of(viewChange(i), viewChange(i)));
        if (i % 20 == 0) {
          log.rewrite(List.of(STARTED));
        }
      }
      assertThat(Files.size(onlyFile())).isLessThan(2_000);
    }
    try (VoteLog log = open()) {
      assertThat(log.recovered()).hasSize(1 + 2 * 19).first().isEqualTo(STARTED);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aRewriteThatDidNotFinishIsIgnored() throws IOException {
    try (VoteLog log = open()) {
      log.append(List.of(STARTED));
    }
    Files.write(directory.resolve("rewrite.tmp"), new byte[] {1, 2, 3});
    try (VoteLog log = open()) {
      assertThat(log.recovered()).containsExactly(STARTED);
      log.rewrite(List.of(STARTED, viewChange(1)));
    }
    try (VoteLog log = open()) {
      assertThat(log.recovered()).containsExactly(STARTED, viewChange(1));
    }
  }

  @Test
  void garbageIsNeverBelieved() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      byte[] garbage = new byte[random.nextInt(400)];
      random.nextBytes(garbage);
      Files.write(
          directory.resolve("0000000000000001.votes"),
          garbage,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);
      try (VoteLog log = open()) {
        assertThat(log.recovered()).isEmpty();
      }
      cleanUp();
    }
  }

  @Test
  void theStartMarkerCountsStartsAndSurvivesDamage() throws IOException {
    Path file = directory.resolve("keys").resolve("starts");
    assertThat(StartMarker.next(file).isFirst()).isTrue();
    assertThat(StartMarker.next(file)).isEqualTo(new StartMarker(2));
    Files.write(file, new byte[] {1});
    assertThat(StartMarker.next(file).isFirst()).isFalse();
  }

  private VoteLog open() throws IOException {
    return VoteLog.open(directory, Durability.PROCESS_END);
  }

  private static LogRecord viewChange(long view) {
    return new LogRecord.ViewChangeStarted(0, new View(view));
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private void cleanUp() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
