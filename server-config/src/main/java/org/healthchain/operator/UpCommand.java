package org.healthchain.operator;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.ceremony.ConsortiumPlan;
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
  private static final int DEFAULT_INSTITUTIONS = 4;
  private static final int DEFAULT_PORT = 18_080;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(
      names = "--institutions",
      paramLabel = "N",
      description = "How many institutions to found; 4 if not given.")
  private Integer institutions;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = {
        "HTTP port of the manager; institution i has PORT + i, brokers lie 200 above.",
        "18080 if not given."
      })
  private Integer basePort;

  @Option(
      names = "--address",
      defaultValue = "127.0.0.1",
      description = "Address that the servers bind. Default: ${DEFAULT-VALUE}")
  private String address;

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
        found(consortium, out);
      } else {
        requireSamePlan(consortium.plan());
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

  private void found(ConsortiumHome consortium, PrintWriter out) throws Exception {
    ConsortiumPlan plan = requestedPlan();
    for (ConsortiumPlan.Server server : servers(plan)) {
      Ports.requireFree(server.directory(), server.address(), server.httpPort());
      Ports.requireFree(server.directory(), server.address(), server.brokerPort());
    }
    out.println("Founding a consortium of " + plan.institutions() + " in " + consortium.root());
    consortium.found(
        plan,
        line -> {
          out.println("  " + line);
          out.flush();
        });
  }

  private ConsortiumPlan requestedPlan() throws OperatorException {
    try {
      return new ConsortiumPlan(
          "HealthChain Region",
          institutions == null ? DEFAULT_INSTITUTIONS : institutions,
          address,
          basePort == null ? DEFAULT_PORT : basePort);
    } catch (IllegalArgumentException e) {
      throw OperatorException.conflict(e.getMessage());
    }
  }

  private static List<ConsortiumPlan.Server> servers(ConsortiumPlan plan) {
    List<ConsortiumPlan.Server> servers = new ArrayList<>(plan.institutionServers());
    servers.add(plan.manager());
    return servers;
  }

  private void requireSamePlan(ConsortiumPlan plan) throws OperatorException {
    if (institutions != null && institutions != plan.institutions()
        || basePort != null && basePort != plan.basePort()) {
      throw OperatorException.conflict(
          "There is a consortium of "
              + plan.institutions()
              + " institutions at base port "
              + plan.basePort()
              + " already; nothing was changed. Go on with it by: consortium up. Or found another"
              + " with --dir, or delete this one with: consortium reset");
    }
  }
}
