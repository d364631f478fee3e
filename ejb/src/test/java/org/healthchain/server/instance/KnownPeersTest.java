package org.healthchain.server.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.healthchain.server.transaction.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPeersTest {
  private static final KnownPeers TWO =
      new KnownPeers(
          List.of(
              new KnownPeers.Peer(0, "127.0.0.1:18280", Hash.ZERO),
              new KnownPeers.Peer(7, "hospital.example:443", Hash.sha256())));

  @TempDir private Path folder;

  @Test
  void comesBackFromItsFile() throws IOException {
    Path file = Files.write(folder.resolve("peers.bin"), TWO.encode());
    assertThat(KnownPeers.read(file)).isEqualTo(TWO);
  }

  @Test
  void aFounderHasNone() throws IOException {
    assertThat(KnownPeers.read(folder.resolve("peers.bin"))).isEqualTo(KnownPeers.NONE);
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    byte[] bytes = TWO.encode();
    Path file = folder.resolve("peers.bin");
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> KnownPeers.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("peers.bin");
  }
}
