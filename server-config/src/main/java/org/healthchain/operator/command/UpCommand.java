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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Founds a consortium if there is none yet, and starts every server that does not run.",
      "Prints addresses and demo accounts. Does no harm when all run already."
    })
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private PlanOptions plan;

  @Option(names = "--no-sample-data", description = "Leave a new consortium's ledger empty.")
  private boolean noSampleData;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    Distribution distribution = Distribution.ofThisProgram();
    try (AutoCloseable lock = consortium.lock()) {
      boolean fresh = !consortium.founded();
      if (fresh) {
        plan.found(consortium, out);
      } else {
        plan.requireSameAs(consortium.plan());
      }
      List<ManagedServer> missing = new ArrayList<>();
      for (ManagedServer server : consortium.servers()) {
        if (!server.running()) {
          missing.add(server);
        }
      }
      if (missing.isEmpty()) {
        out.println("All servers are up already.");
      } else {
        out.println("Starting " + missing.size() + " servers");
        new Starter(distribution, out).start(missing);
      }
      if (fresh && !noSampleData) {
        LoadCommand.loadSamples(consortium, distribution, out);
      }
      new Summary(consortium).print(out);
    }
    return Consortium.OK;
  }
}
