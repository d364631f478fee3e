package org.healthchain.consensus.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      assertThat(log.size()).isEqualTo(3);
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
      log.store(Map.of(digest(1), bytes(1)));
      assertThat(log.size()).isEqualTo(1);
      log.discard(List.of(digest(1), digest(9)));
      assertThat(log.size()).isZero();
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
        assertThat(log.segmentCount()).isLessThanOrEqualTo(3);
      }
    }
    try (BatchLog log = open()) {
      // Some discarded ones come back, as discarding leaves no trace; no live one is missing.
      assertThat(log.size()).isBetween(10, 48);
      log.discard(log.takeRecovered().keySet());
      assertThat(log.segmentCount()).isEqualTo(1);
    }
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
