package org.healthchain.consensus.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.healthchain.consensus.message.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLogTest {
  @TempDir Path directory;

  @Test
  void whatIsStoredAndNotDiscardedIsRecovered() throws IOException {
    try (BatchLog log = open()) {
      log.store(Map.of(digest(1), bytes(1), digest(2), bytes(2)));
      log.store(Map.of(digest(3), bytes(3)));
    }
    try (BatchLog log = open()) {
      Map<Digest, byte[]> found = log.takeRecovered();
      assertThat(found.keySet()).containsExactlyInAnyOrder(digest(1), digest(2), digest(3));
      assertThat(found.get(digest(3))).isEqualTo(bytes(3));
      assertThat(log.takeRecovered()).isEmpty();
    }
  }

  @Test
  void storingTwiceTakesRoomOnce() throws IOException {
    try (BatchLog log = open()) {
      log.store(Map.of(digest(1), bytes(1)));
      long once = bytesOnDisk();
      log.store(Map.of(digest(1), bytes(1)));
      assertThat(bytesOnDisk()).isEqualTo(once);
      log.discard(List.of(digest(1), digest(9)));
    }
  }

  @Test
  void segmentsGoWhenTheirBatchesAreDiscarded() throws IOException {
    byte[] big = new byte[1 << 20];
    try (BatchLog log = open()) {
      List<Digest> stored = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        log.store(Map.of(digest(i), big));
        stored.add(digest(i));
        if (stored.size() > 10) {
          log.discard(List.of(stored.remove(0)));
        }
        assertThat(segments()).isLessThanOrEqualTo(3);
      }
    }
    try (BatchLog log = open()) {
      // Some discarded ones come back, as discarding leaves no trace; no live one is missing.
      Set<Digest> found = log.takeRecovered().keySet();
      assertThat(found).hasSizeBetween(10, 48);
      log.discard(found);
      assertThat(segments()).isEqualTo(1);
    }
  }

  private long segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private long bytesOnDisk() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private BatchLog open() throws IOException {
    return BatchLog.open(directory, Durability.PROCESS_END);
  }

  private static Digest digest(int number) {
    return Digest.sha256(new byte[] {(byte) number});
  }

  private static byte[] bytes(int number) {
    return new byte[] {1, 2, (byte) number};
  }
}
