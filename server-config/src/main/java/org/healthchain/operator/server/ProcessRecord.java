package org.healthchain.operator.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The pid file of a server: process id and start time. Both must fit, so that a process which got
 * the number of a dead server is never taken for it.
 */
record ProcessRecord(long pid, Instant started) {
  /** The kernel counts start times from boot; clock corrections move them a little. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static ProcessRecord of(ProcessHandle process) {
    return new ProcessRecord(process.pid(), process.info().startInstant().orElseGet(Instant::now));
  }

  /** Empty if there is no such file or it is not ours. */
  static Optional<ProcessRecord> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] fields = Files.readString(file).strip().split(" ", -1);
    try {
      return fields.length == 2
          ? Optional.of(
              new ProcessRecord(
                  Long.parseLong(fields[0]), Instant.ofEpochMilli(Long.parseLong(fields[1]))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    Files.writeString(file, pid + " " + started.toEpochMilli() + "\n");
  }

  /** The process, if it still lives. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedThen);
  }

  private boolean startedThen(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }
}
