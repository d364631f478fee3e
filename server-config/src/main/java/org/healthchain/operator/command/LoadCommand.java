package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.operator.load.LoadReport;
import org.healthchain.operator.load.LoadRun;
import org.healthchain.operator.load.SampleVisits;
import org.healthchain.operator.load.SyntheticVisits;
import org.healthchain.operator.load.VisitSource;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.operator.server.ProcessUsage;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.instance.ServerRole;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load}. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Sends visits through the doctors' endpoint of every institution that is up, and measures",
      "how long they take until they are saved. Without --rate or --clients: the sample visits,",
      "each once. Ends with 1 if a visit failed or was not saved."
    })
final class LoadCommand implements Callable<Integer> {
  private static final int SAMPLES_AT_ONCE = 32;
  private static final int MAX_UNANSWERED = 512;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ServerNames servers;
  @ArgGroup private @Nullable Kind kind;

  /** One of them. */
  private static final class Kind {
    @Option(names = "--rate", description = "Synthetic visits per second, over all servers.")
    private double rate;

    @Option(
        names = "--clients",
        description =
            "Clients that each send a synthetic visit as soon as their last one is saved.")
    private int clients;

    @Option(
        names = "--file",
        description = "Visits from an NDJSON file, each once; see sample-data/README.md.")
    private @Nullable Path file;
  }

  @Option(names = "--warm-up", defaultValue = "5", description = "Seconds; ${DEFAULT-VALUE}.")
  private int warmUpSeconds;

  @Option(names = "--duration", defaultValue = "30", description = "Seconds; ${DEFAULT-VALUE}.")
  private int durationSeconds;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    ConsortiumHome consortium = home.home();
    try (LoadRun run = new LoadRun(source(), () -> cpu(consortium))) {
      signIn(consortium, servers.names(), run);
      LoadReport report =
          run.run(
              mode(),
              Duration.ofSeconds(warmUpSeconds),
              Duration.ofSeconds(durationSeconds),
              line -> {
                progress.println(line);
                progress.flush();
              });
      out.println(json ? report.toJson().toString() : report.toText().strip());
      out.flush();
      return report.complete() ? Consortium.OK : Consortium.FAILED;
    }
  }

  /** Loads the sample visits into a new consortium. */
  static void loadSamples(ConsortiumHome consortium, Distribution distribution, PrintWriter out)
      throws IOException, InterruptedException, OperatorException {
    SampleVisits samples = SampleVisits.read(distribution.sampleVisits());
    out.println("Loading " + samples.size() + " sample visits through the doctors' endpoint");
    try (LoadRun run = new LoadRun(samples)) {
      signIn(consortium, List.of(), run);
      LoadReport report =
          run.run(
              new LoadRun.All(SAMPLES_AT_ONCE),
              Duration.ZERO,
              Duration.ZERO,
              line -> {
                out.println(line);
                out.flush();
              });
      out.println(
          String.format(
              Locale.ROOT,
              "  %d of %d saved in %.1f s",
              report.counts().committed(),
              report.counts().sent(),
              report.measured().toMillis() / 1000.0));
      report
          .counts()
          .failures()
          .forEach((reason, count) -> out.println("  " + count + " x " + reason));
      out.flush();
    }
  }

  private static Map<String, Duration> cpu(ConsortiumHome consortium) {
    Map<String, Duration> used = new TreeMap<>();
    try {
      for (ManagedServer server : consortium.servers(List.of())) {
        server
            .process()
            .ifPresent(process -> used.put(server.name(), ProcessUsage.of(process).cpu()));
      }
    } catch (IOException | OperatorException e) {
      return Map.of(); // the run goes on without these figures
    }
    return used;
  }

  private VisitSource source() throws IOException, OperatorException {
    if (kind == null) {
      return SampleVisits.read(Distribution.ofThisProgram().sampleVisits());
    }
    return kind.file != null ? SampleVisits.read(kind.file) : new SyntheticVisits();
  }

  private LoadRun.Mode mode() throws OperatorException {
    if (kind == null || kind.file != null) {
      return new LoadRun.All(SAMPLES_AT_ONCE);
    }
    if (kind.rate < 0 || kind.clients < 0 || durationSeconds < 1 || warmUpSeconds < 0) {
      throw OperatorException.conflict("Rate, clients and duration must be positive.");
    }
    return kind.clients > 0
        ? new LoadRun.Clients(kind.clients)
        : new LoadRun.Rate(kind.rate, MAX_UNANSWERED);
  }

  private static void signIn(ConsortiumHome consortium, List<String> names, LoadRun run)
      throws IOException, OperatorException {
    List<DemoAccounts.Account> accounts = DemoAccounts.read(consortium.root());
    boolean any = false;
    for (ManagedServer server : consortium.servers(names)) {
      if (server.instance().role() != ServerRole.INSTITUTION || !server.running()) {
        continue;
      }
      DemoAccounts.Account doctor =
          accounts.stream()
              .filter(account -> account.server().equals(server.name()))
              .filter(account -> account.role().equals(Roles.DOCTOR))
              .findFirst()
              .orElseThrow(
                  () -> new OperatorException(server.name() + " has no doctor's demo account."));
      run.addDoctor(
          server.name(), server.instance().httpAddress(), doctor.userName(), doctor.password());
      any = true;
    }
    if (!any) {
      throw new OperatorException("No institution is up. Start them with: consortium up");
    }
  }
}
