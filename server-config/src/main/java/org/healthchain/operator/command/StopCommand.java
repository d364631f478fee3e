package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.ManagedServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Stops servers: asks them to end, and kills those that still run after 20 seconds.",
      "With --hard kills them at once, to see what a crash does."
    })
final class StopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ServerNames servers;

  @Option(names = "--hard", description = "Kill (SIGKILL) instead of asking.")
  private boolean hard;

  @Override
  public Integer call() throws Exception {
    ConsortiumHome consortium = home.home();
    consortium.plan();
    consortium.locked(
        () -> {
          stop(consortium.servers(servers.names()), hard, spec.commandLine().getOut());
        });
    return Consortium.OK;
  }

  /** Stops all of them at once and tells how it went. */
  static void stop(List<ManagedServer> servers, boolean hard, PrintWriter out) {
    List<String> lines = servers.parallelStream().map(server -> stop(server, hard)).toList();
    lines.forEach(line -> out.println("  " + line));
    out.flush();
  }

  private static String stop(ManagedServer server, boolean hard) {
    try {
      if (!server.running()) {
        return server.name() + " was not running";
      }
      if (hard) {
        server.kill();
        return server.name() + " killed";
      }
      return server.name() + (server.stop() ? " stopped" : " did not stop and was killed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
