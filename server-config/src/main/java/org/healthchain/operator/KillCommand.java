package org.healthchain.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kill}. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "Ends servers without notice (SIGKILL), to see what a crash does.")
final class KillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(paramLabel = "SERVER", arity = "1..*", description = "Names such as institution-1.")
  private List<String> servers;

  @Override
  public Integer call() throws Exception {
    ConsortiumHome consortium = home.home();
    consortium.plan();
    try (AutoCloseable lock = consortium.lock()) {
      for (ManagedServer server : consortium.servers(servers)) {
        boolean running = server.running();
        server.kill();
        spec.commandLine()
            .getOut()
            .println("  " + server.name() + (running ? " killed" : " was not running"));
      }
    }
    return Consortium.OK;
  }
}
