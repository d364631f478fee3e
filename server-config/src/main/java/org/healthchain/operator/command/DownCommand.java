package org.healthchain.operator.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops every server. The ledgers are kept, and up continues with them.")
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Override
  public Integer call() throws Exception {
    ConsortiumHome consortium = home.home();
    consortium.plan();
    consortium.locked(
        () -> {
          StopCommand.stop(consortium.servers(List.of()), false, spec.commandLine().getOut());
        });
    return Consortium.OK;
  }
}
