package org.healthchain.operator.command;

import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry. */
@Command(
    name = "consortium",
    mixinStandardHelpOptions = true,
    description = "Runs a HealthChain consortium on this machine.",
    subcommands = {
      UpCommand.class,
      FoundCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      StartCommand.class,
      StopCommand.class,
      VerifyCommand.class,
      JudgeCommand.class,
      LoadCommand.class,
      ResetCommand.class,
      JoinCommand.class,
      AdmitCommand.class,
      RecoveryCommand.class,
      DevCommand.class
    })
public final class Consortium {
  static final int OK = 0;
  static final int FAILED = 1;

  private Consortium() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Consortium());
    String version = "HealthChain " + Build.current().text();
    line.getCommandSpec().version(version);
    line.getSubcommands().values().forEach(each -> each.getCommandSpec().version(version));
    return line.setUsageHelpAutoWidth(true).setExecutionExceptionHandler(Consortium::explain);
  }

  /** What the operator can act upon is told in one line; only what nobody foresaw has a trace. */
  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (failure instanceof OperatorException expected) {
      command.getErr().println(command.getColorScheme().errorText(expected.getMessage()));
      return expected.exitCode();
    }
    throw failure;
  }
}
