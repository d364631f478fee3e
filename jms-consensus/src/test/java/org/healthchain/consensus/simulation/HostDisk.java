package org.healthchain.consensus.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A simulated server's files, which are real ones, and what may happen to them. */
final class HostDisk {
  /** Where the system keeps files in memory: what is forced to disk costs nothing there. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path directory;

  HostDisk(Path directory) {
    this.directory = directory;
  }

  Path data() {
    return directory.resolve("data");
  }

  /** Lies with the keys, which are never lost. */
  Path startMarker() {
    return directory.resolve("keys").resolve("starts");
  }

  void loseVotes() {
    delete(data().resolve("votes"));
  }

  void loseData() {
    delete(data());
  }

  /** A record was being written when the process died. */
  void tearVotes() {
    try (Stream<Path> logs = Files.list(data().resolve("votes"))) {
      Optional<Path> newest =
          logs.filter(log -> log.toString().endsWith(".votes")).max(Path::compareTo);
      if (newest.isPresent()) {
        Files.write(newest.get(), new byte[] {0, 0, 0, 90, 7, 7}, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
