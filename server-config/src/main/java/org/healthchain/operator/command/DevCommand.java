package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.dev.DevLoop;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dev}. The script that calls it builds first what is stale, and again when told to. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description = {
      "For developers: builds what has changed, runs one institution and the manager in a"
          + " consortium",
      "of their own with debuggers on loopback (in .consortium-dev, or by --dir; HEALTHCHAIN_HOME",
      "is the ordinary consortium's and does not count here), and follows the sources. A",
      "changed page is seen at the next request, changed code of ejb and web some seconds later;",
      "anything else is built and started again. Ctrl-C stops it all."
    })
final class DevCommand implements Callable<Integer> {
  /** The script builds and starts this command again. */
  private static final int BUILD = 75;

  private static final String PROJECT = "HEALTHCHAIN_PROJECT";
  private static final int INSTITUTIONS = 1;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      defaultValue = "20080",
      description = "HTTP port of the manager; the institution has the next. ${DEFAULT-VALUE}.")
  private int basePort;

  @Option(
      names = "--debug-port",
      paramLabel = "PORT",
      defaultValue = "5005",
      description =
          "Debugger's port of the first server; the second has the next. ${DEFAULT-VALUE}.")
  private int debugPort;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path project = project();
    ConsortiumHome consortium = home.home();
    Distribution distribution = Distribution.ofThisProgram();
    consortium.locked(
        () -> {
          PlanOptions plan = PlanOptions.of(INSTITUTIONS, basePort);
          if (consortium.founded()) {
            plan.requireSameAs(consortium.plan());
          } else {
            plan.found(consortium, out);
          }
          List<ManagedServer> servers = consortium.servers();
          for (ManagedServer server : servers) {
            server.stop(STOP_PATIENCE); // a former dev that was killed left it running
          }
          DevLoop loop = new DevLoop(project, distribution, servers, debugPort, out);
          loop.start(distribution);
          new Summary(consortium).print(out);
          for (ManagedServer server : servers) {
            out.println("Debugger of " + server.name() + ": 127.0.0.1:" + loop.debugPort(server));
          }
          out.println("Following the sources; Ctrl-C stops.");
          out.flush();
          loop.followUntilBuild();
        });
    return BUILD;
  }

  private static Path project() throws OperatorException {
    String project = System.getenv(PROJECT);
    if (project == null) {
      throw new OperatorException("dev works among the sources: server-config/consortium dev");
    }
    return Path.of(project).toAbsolutePath().normalize();
  }
}
