package org.healthchain.consensus.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartMarkerTest {
  @TempDir Path directory;

  @Test
  void onlyAKeyThatCameWithItsMarkerHasSurelyNeverStarted() throws IOException {
    Path file = directory.resolve("keys").resolve("starts");
    assertThat(StartMarker.read(file).neverStarted()).isFalse();
    StartMarker.ofNewKey(file);
    assertThat(StartMarker.read(file).neverStarted()).isTrue();
    StartMarker.write(file, 1);
    assertThat(StartMarker.read(file)).isEqualTo(new StartMarker(true, 1));
  }

  @Test
  void aMarkerWithAnyBitFlippedOrCutSaysNothing() throws IOException {
    Path file = directory.resolve("starts");
    StartMarker.ofNewKey(file);
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bad);
      assertThat(StartMarker.read(file).neverStarted()).isFalse();
    }
    for (int length = 0; length < good.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThat(StartMarker.read(file).neverStarted()).isFalse();
    }
  }
}
