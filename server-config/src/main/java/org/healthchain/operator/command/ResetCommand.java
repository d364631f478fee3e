package org.healthchain.operator.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.OperatorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reset}. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Stops every server and deletes the consortium with its ledgers and keys.")
final class ResetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    consortium.plan();
    if (!yes && !confirmed(consortium)) {
      throw new OperatorException(
          "Nothing was deleted. To delete without being asked: consortium reset --yes");
    }
    consortium.locked(
        () -> {
          StopCommand.stop(consortium.servers(List.of()), false, out);
          consortium.delete();
        });
    out.println("Deleted " + consortium.root());
    return Consortium.OK;
  }

  @SuppressWarnings("SystemConsoleNull") // the build takes Java 17 alone, where it may be null
  private static boolean confirmed(ConsortiumHome consortium) {
    Console console = System.console();
    return console != null
        && "yes"
            .equals(
                console.readLine(
                    "Delete %s with all its ledgers and keys? Type yes: ", consortium.root()));
  }
}
