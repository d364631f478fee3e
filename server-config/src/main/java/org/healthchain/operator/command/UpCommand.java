package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.operator.server.Starter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Founds a consortium if there is none yet, and starts every server that is not running.",
      "Prints addresses and demo accounts. Changes nothing if all servers already run."
    })
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private PlanOptions plan;

  @Option(names = "--no-sample-data", description = "Leave a new consortium's ledger empty.")
  private boolean noSampleData;

  /** The script does that before this program starts. */
  @Option(
      names = "--build",
      description = "Build first. No server may be running from the current build.")
  @SuppressWarnings("UnusedVariable") // so that picocli takes it
  private boolean build;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    Distribution distribution = Distribution.ofThisProgram();
    consortium.locked(
        () -> {
          found(consortium, out);
          List<ManagedServer> running = new ArrayList<>();
          List<ManagedServer> missing = new ArrayList<>();
          for (ManagedServer server : consortium.servers()) {
            (server.running() ? running : missing).add(server);
          }
          for (ManagedServer server : running) {
            if (runsEarlierBuild(server, distribution)) {
              out.println(server.name() + " runs an earlier build; stop it and start it again.");
            }
          }
          Starter starter = new Starter(distribution, out);
          start(starter, missing, out);
          if (consortium.samplesDue()) {
            starter.awaitReady(running); // started by an earlier command, perhaps just now
            LoadCommand.loadSamples(consortium, distribution, out);
            consortium.samplesLoaded();
          }
          new Summary(consortium).print(out);
        });
    return Consortium.OK;
  }

  private void found(ConsortiumHome consortium, PrintWriter out)
      throws IOException, GeneralSecurityException, OperatorException {
    if (consortium.founded()) {
      plan.requireSameAs(consortium.plan());
      return;
    }
    plan.found(consortium, out);
    if (!noSampleData) {
      consortium.oweSamples();
    }
  }

  private static void start(Starter starter, List<ManagedServer> servers, PrintWriter out)
      throws IOException, OperatorException {
    if (servers.isEmpty()) {
      out.println("All servers are already running.");
    } else {
      out.println("Starting " + (servers.size() == 1 ? "1 server" : servers.size() + " servers"));
      starter.start(servers);
    }
  }

  private static boolean runsEarlierBuild(ManagedServer server, Distribution distribution)
      throws IOException {
    Optional<Instant> start = server.process().flatMap(process -> process.info().startInstant());
    return start.isPresent() && distribution.newerThan(start.get());
  }
}
