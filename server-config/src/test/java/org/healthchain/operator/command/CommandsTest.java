package org.healthchain.operator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.FreePorts;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.Build;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
  private static final ConsortiumPlan PLAN = new ConsortiumPlan("Test", 1, "127.0.0.1", 23_000);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyCommandHasHelp() {
    for (String command : Consortium.commandLine().getSubcommands().keySet()) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(out.toString()).contains("Usage: consortium up", "Usage: consortium load");
  }

  @Test
  void everyCommandTellsTheBuild() {
    String version = "HealthChain " + Build.current().text();
    assertThat(run("--version")).isZero();
    assertThat(out.toString().strip()).isEqualTo(version);
    assertThat(run("up", "--version")).isZero();
    assertThat(out.toString()).endsWith(version + System.lineSeparator());
  }

  @Test
  void devWorksAmongTheSourcesOnly() {
    assertThat(run("dev", "--dir", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("server-config/consortium dev");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void tellsThatThereIsNoConsortium() {
    for (String command : new String[] {"status", "down", "logs", "start", "stop", "reset"}) {
      assertThat(run(command, "--dir", folder.resolve("none").toString())).isEqualTo(1);
    }
    assertThat(err.toString()).contains("There is no consortium in").contains("consortium up");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void showsServersThatAreDown() throws Exception {
    found();

    assertThat(run("status", "--dir", folder.toString())).isEqualTo(1);
    assertThat(run("status", "--json", "--dir", folder.toString())).isEqualTo(1);

    assertThat(out.toString())
        .contains("institution-1")
        .contains("\"server\": \"manager\"")
        .contains("\"state\": \"down\"");
  }

  @Test
  void namesTheServersThereAreWhenOneIsUnknown() throws Exception {
    found();

    assertThat(run("stop", "--dir", folder.toString(), "institution-9")).isEqualTo(1);

    assertThat(err.toString()).contains("no server institution-9").contains("institution-1");
  }

  @Test
  void deletesNothingUnlessToldSo() throws Exception {
    found();

    assertThat(run("reset", "--dir", folder.toString())).isEqualTo(1);
    assertThat(folder.resolve("institution-1")).exists();
    assertThat(run("reset", "--yes", "--dir", folder.toString())).isZero();
    assertThat(folder).doesNotExist();
  }

  @Test
  void letsOnlyOneCommandWorkAtATime() throws Exception {
    found();
    new ConsortiumHome(folder)
        .locked(() -> assertThat(run("down", "--dir", folder.toString())).isEqualTo(3));
    assertThat(err.toString()).contains("Another command is working on");
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      OperatorException failure =
          org.assertj.core.api.Assertions.catchThrowableOfType(
              OperatorException.class,
              () -> FreePorts.requireFree("institution-1", "127.0.0.1", taken.getLocalPort()));
      assertThat(failure)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("institution-1");
      assertThat(failure.exitCode()).isEqualTo(4);
    }
  }

  @Test
  void removesWhatAnInterruptedFoundingLeft() throws Exception {
    Files.createDirectories(folder.resolve("founding/institution-1"));

    found();

    assertThat(new ConsortiumHome(folder).founded()).isTrue();
    assertThat(folder.resolve("founding")).doesNotExist();
    assertThat(new ConsortiumHome(folder).servers()).hasSize(2);
  }

  private void found() throws Exception {
    new ConsortiumHome(folder).found(PLAN, line -> {});
  }

  private int run(String... arguments) {
    CommandLine command = Consortium.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
