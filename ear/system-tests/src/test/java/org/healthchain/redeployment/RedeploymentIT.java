package org.healthchain.redeployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.healthchain.server.instance.InstanceDirectory;
import org.junit.jupiter.api.Test;

/**
 * Health and metrics then answer on the monitor's listener and not on the pages'.
 *
 * <p>The application goes from a running server without leaving a thread or a port, and comes
 * again. The manager is down meanwhile, so that links to dead peers are part of it.
 */
class RedeploymentIT {
  private static final int ROUNDS = 2;
  private static final int MONITOR_PORT = 24_190;
  private static final long PATIENCE_MINUTES = 8;

  private final Path dist = Path.of(System.getProperty("healthchain.test.dist"));
  private final Path consortium =
      Path.of(System.getProperty("healthchain.test.consortia"), "redeployment");

  @Test
  void theApplicationGoesWithoutATraceAndComesAgain() throws Exception {
    Files.writeString(
        InstanceDirectory.propertiesFile(consortium.resolve("institution-1")),
        "healthchain.monitor.port=" + MONITOR_PORT + "\n",
        StandardOpenOption.APPEND);
    Path output = consortium.resolve("redeployment.log");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(lines)
        .contains(
            "PAGES health 404",
            "PAGES metrics 404",
            "MONITOR health 200",
            "MONITOR metrics 200",
            "END");
    assertThat(lines.stream().filter("PORT free true"::equals)).hasSize(ROUNDS);
    assertThat(lines.stream().filter("THREADS left []"::equals)).hasSize(ROUNDS);
    assertThat(lines.stream().filter("REPLICA runs true"::equals)).hasSize(ROUNDS);
  }

  private List<String> command() throws Exception {
    Path instance = consortium.resolve("institution-1");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC"));
    try (JarFile jar = new JarFile(dist.resolve("server.jar").toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String exported : manifest.getValue("Add-Exports").split(" ")) {
        command.add("--add-exports=" + exported + "=ALL-UNNAMED");
      }
      for (String opened : manifest.getValue("Add-Opens").split(" ")) {
        command.add("--add-opens=" + opened + "=ALL-UNNAMED");
      }
    }
    Path ownClasses =
        Path.of(RedeployMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.add("-cp");
    command.add(dist.resolve("server.jar") + File.pathSeparator + ownClasses);
    command.add(RedeployMain.class.getName());
    command.add(instance.toString());
    command.add(dist.resolve("healthchain.ear").toString());
    command.add(Integer.toString(InstanceDirectory.open(instance).brokerPort()));
    command.add(Integer.toString(ROUNDS));
    command.add(Integer.toString(InstanceDirectory.open(instance).httpPort()));
    command.add(Integer.toString(MONITOR_PORT));
    return command;
  }
}
