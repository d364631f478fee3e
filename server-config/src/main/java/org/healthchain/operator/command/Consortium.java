package org.healthchain.operator.command;

import org.healthchain.operator.server.OperatorException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry. */
@Command(
    name = "consortium",
    mixinStandardHelpOptions = true,
    version = "HealthChain 1.0.0-SNAPSHOT",
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
      AdmitCommand.class
    })
public final class Consortium {
  static final int OK = 0;
  static final int FAILED = 1;

  private Consortium() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Consortium())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(Consortium::explain);
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
