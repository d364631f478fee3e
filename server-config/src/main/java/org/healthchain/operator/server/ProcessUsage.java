package org.healthchain.operator.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a process uses.
 *
 * @param cpu processor time since its start
 * @param residentMegabytes of memory; empty where the system does not tell (it is read from /proc)
 */
public record ProcessUsage(Duration cpu, Optional<Long> residentMegabytes) {
  private static final String RESIDENT = "VmRSS:";

  public static ProcessUsage of(ProcessHandle process) {
    Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    return new ProcessUsage(cpu, residentMegabytes(process.pid()));
  }

  private static Optional<Long> residentMegabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // ended meanwhile, or no Linux
    }
  }
}
