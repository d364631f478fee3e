package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.Starter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Starts servers of a consortium that was founded, and waits until they answer.")
final class StartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ServerNames servers;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    consortium.plan();
    consortium.locked(
        () -> {
          List<ManagedServer> stopped = new ArrayList<>();
          for (ManagedServer server : consortium.servers(servers.names())) {
            if (server.running()) {
              out.println("  " + server.name() + " is already running");
            } else {
              stopped.add(server);
            }
          }
          if (!stopped.isEmpty()) {
            new Starter(Distribution.ofThisProgram(), out).start(stopped);
          }
        });
    return Consortium.OK;
  }
}
