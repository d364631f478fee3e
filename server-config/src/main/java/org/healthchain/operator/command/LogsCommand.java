package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.LogTail;
import org.healthchain.operator.server.ManagedServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the end of the servers' logs, each line with its server's name.")
final class LogsCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 300;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ServerNames servers;

  @Option(
      names = {"-f", "--follow"},
      description = "Print new lines as they appear, until interrupted.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "20",
      description = "How many lines of each server to print first. Default: ${DEFAULT-VALUE}")
  private int lines;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<LogTail> tails = new ArrayList<>();
    for (ManagedServer server : home.home().servers(servers.names())) {
      LogTail tail = new LogTail(server.instance().logs().resolve("server.0.log"));
      print(server, tail.last(lines), out);
      tails.add(tail);
    }
    List<ManagedServer> chosen = home.home().servers(servers.names());
    while (follow) {
      Thread.sleep(POLL_MILLIS);
      for (int i = 0; i < tails.size(); i++) {
        print(chosen.get(i), tails.get(i).more(), out);
      }
    }
    return Consortium.OK;
  }

  private static void print(ManagedServer server, List<String> lines, PrintWriter out)
      throws IOException {
    for (String line : lines) {
      out.println(server.name() + " | " + line);
    }
    out.flush();
  }
}
