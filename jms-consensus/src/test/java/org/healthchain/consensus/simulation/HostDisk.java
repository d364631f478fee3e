package org.healthchain.consensus.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.healthchain.consensus.storage.FaultyDisk;
import org.healthchain.consensus.storage.StartMarker;

/** A simulated server's files: its log, and what lies with its keys and is never lost. */
final class HostDisk {
  /** Where the system keeps files in memory: what is forced to disk costs nothing there. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path directory;
  private final FaultyDisk log = new FaultyDisk();

  HostDisk(Path directory) {
    this.directory = directory;
    try {
      StartMarker.ofNewKey(startMarker());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path startMarker() {
    return directory.resolve("keys").resolve("starts");
  }

  FaultyDisk log() {
    return log;
  }

  /** An empty directory for one run. */
  static Path temporary() {
    try {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "hosts")
          : Files.createTempDirectory("hosts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory and all in it, if it is there. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
