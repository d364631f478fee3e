package org.healthchain.operator.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server's JVM is started.
 *
 * @param archiveOption {@code -XX:SharedArchiveFile=...}, {@code -XX:ArchiveClassesAtExit=...}, or
 *     null
 * @param options of this server alone
 */
record ServerCommand(Path serverJar, @Nullable String archiveOption, List<String> options) {
  private static final String EXTRA_OPTIONS = "HEALTHCHAIN_JAVA_OPTIONS";

  /**
   * Five times the virtual machine's own thresholds: only what is hot in earnest is compiled a
   * second time, which several servers that start on one machine pay for (README, "Measuring").
   */
  private static final List<String> LATE_OPTIMISATION =
      List.of(
          "-XX:Tier4InvocationThreshold=25000",
          "-XX:Tier4MinInvocationThreshold=3000",
          "-XX:Tier4CompileThreshold=75000",
          "-XX:Tier4BackEdgeThreshold=200000");

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  List<String> line(Path instance) {
    List<String> line = new ArrayList<>();
    // A session of its own: Ctrl-C at the terminal that started a server does not end it.
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx256m");
    line.add("-Xss512k");
    line.add("-XX:+UseSerialGC");
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add("-Djava.net.preferIPv4Stack=true");
    line.addAll(LATE_OPTIMISATION);
    // Netty's pool takes 1 MiB at a time in place of 4, four times on the heap and four times off.
    line.add("-Dio.netty.allocator.maxOrder=7");
    if (archiveOption != null) {
      line.add(archiveOption);
      line.add("-Xlog:cds=off");
      line.add("-Xlog:cds+dynamic=off");
    }
    line.addAll(options);
    String extra = System.getenv(EXTRA_OPTIONS);
    if (extra != null && !extra.isBlank()) {
      line.addAll(List.of(extra.strip().split("\\s+")));
    }
    line.addAll(List.of("-jar", serverJar.toString(), instance.toString()));
    return line;
  }

  /** Few allocation arenas: glibc makes eight a core, whose waste adds up over many threads. */
  Map<String, String> environment() {
    return Map.of("MALLOC_ARENA_MAX", "2");
  }
}
