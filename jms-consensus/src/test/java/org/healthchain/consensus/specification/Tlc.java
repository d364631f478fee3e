package org.healthchain.consensus.specification;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** TLC, the checker of TLA+ models, as a process with one worker. */
final class Tlc {
  static final int HOLDS = 0;
  static final int SAFETY_VIOLATED = 12;

  private static final String CHECKER = "tlc2.TLC";
  private static final String MAX_HEAP = "-Xmx1g";

  private final Path specifications;
  private final Path scratch;

  /**
   * @param specifications the folder with modules and configurations
   * @param scratch an empty folder for what the checker writes
   */
  Tlc(Path specifications, Path scratch) {
    this.specifications = specifications;
    this.scratch = scratch;
  }

  record Verdict(int exitCode, String output) {
    /** What was looked at: the line that counts the states. */
    String states() {
      return output
          .lines()
          .filter(line -> line.contains("distinct states found") && !line.startsWith("Progress"))
          .findFirst()
          .orElse("no states");
    }
  }

  /** Checks one model; ends the checker when it takes longer. */
  Verdict check(ModelRun run, long timeoutMinutes) throws IOException, InterruptedException {
    Path output = scratch.resolve(run.configuration() + ".txt");
    Process process =
        new ProcessBuilder(command(run))
            .directory(specifications.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(timeoutMinutes, TimeUnit.MINUTES)) {
        throw new IllegalStateException(run + ": no end after " + timeoutMinutes + " minutes");
      }
    } finally {
      process.destroyForcibly();
    }
    return new Verdict(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private List<String> command(ModelRun run) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        MAX_HEAP,
        "-XX:+UseSerialGC",
        "-cp",
        jar().toString(),
        CHECKER,
        "-nowarning",
        "-workers",
        "1",
        "-metadir",
        scratch.resolve(run.configuration()).toString(),
        "-config",
        run.configuration() + ".cfg",
        run.module() + ".tla");
  }

  private static Path jar() {
    try {
      Class<?> checker = Class.forName(CHECKER);
      return Path.of(checker.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
