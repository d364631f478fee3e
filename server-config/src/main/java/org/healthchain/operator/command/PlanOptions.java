package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.FreePorts;
import org.healthchain.operator.server.OperatorException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to found. */
final class PlanOptions {
  private static final String CONSORTIUM = "HealthChain Region";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int DEFAULT_INSTITUTIONS = 4;
  private static final int DEFAULT_PORT = 18_080;

  @Option(
      names = "--institutions",
      paramLabel = "N",
      description = "How many institutions to found. Default: 4")
  private @Nullable Integer institutions;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = {
        "HTTP port of the manager; institution i has PORT + i, and brokers are 200 above.",
        "Default: 18080"
      })
  private @Nullable Integer basePort;

  @Option(
      names = "--address",
      description = "Address that the servers bind. Default: ${DEFAULT-VALUE}")
  private String address = LOOPBACK;

  /** As if these had been given. */
  static PlanOptions of(int institutions, int basePort) {
    PlanOptions plan = new PlanOptions();
    plan.institutions = institutions;
    plan.basePort = basePort;
    return plan;
  }

  /** Founds, once all ports are known to be free. The lock is held. */
  void found(ConsortiumHome consortium, PrintWriter out)
      throws IOException, GeneralSecurityException, OperatorException {
    ConsortiumPlan plan = requested();
    List<ConsortiumPlan.Server> servers = new ArrayList<>(plan.institutionServers());
    servers.add(plan.manager());
    for (ConsortiumPlan.Server server : servers) {
      FreePorts.requireFree(
          server.directory(), server.listeners().address(), server.listeners().httpPort());
      FreePorts.requireFree(
          server.directory(), server.listeners().address(), server.listeners().brokerPort());
    }
    if (!InetAddress.getByName(plan.address()).isLoopbackAddress()) {
      out.println(
          "Warning: the pages use plain HTTP. Beyond this machine, put a proxy with TLS in front"
              + " of each server; server-config/README.md explains how.");
    }
    out.println("Founding a consortium of " + plan.institutions() + " in " + consortium.root());
    consortium.found(
        plan,
        line -> {
          out.println("  " + line);
          out.flush();
        });
  }

  private ConsortiumPlan requested() throws OperatorException {
    try {
      return new ConsortiumPlan(
          CONSORTIUM,
          institutions == null ? DEFAULT_INSTITUTIONS : institutions,
          address,
          basePort == null ? DEFAULT_PORT : basePort);
    } catch (IllegalArgumentException e) {
      throw OperatorException.conflict(e);
    }
  }

  /**
   * @throws OperatorException if other numbers are asked for than those of the founding
   */
  void requireSameAs(ConsortiumPlan plan) throws OperatorException {
    boolean otherNumber = institutions != null && institutions != plan.institutions();
    boolean otherPort = basePort != null && basePort != plan.basePort();
    if (otherNumber || otherPort) {
      throw OperatorException.conflict(
          "There is a consortium of "
              + plan.institutions()
              + " institutions at base port "
              + plan.basePort()
              + " already; nothing was changed. Start it with: consortium up. Or found another"
              + " one with --dir, or delete this one with: consortium reset");
    }
  }
}
