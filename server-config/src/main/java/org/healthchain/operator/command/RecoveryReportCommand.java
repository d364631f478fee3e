package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.recovery.RecoveryOperator;
import org.healthchain.server.recovery.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code recovery report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "At an institution: signs what its stopped server holds. From then on this server takes no",
      "part in the current epoch, whether the recovery succeeds or not."
    })
final class RecoveryReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "SERVER", description = "such as institution-1")
  private String name;

  @Parameters(index = "1", paramLabel = "FILE", description = "to write, for the manager")
  private Path file;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which attempt at this recovery; all reports for one have the same.")
  private int attempt;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    consortium.locked(
        () -> {
          ReportFile report =
              StoppedServer.named(consortium, name, ServerRole.INSTITUTION, out)
                  .take(survivor -> new RecoveryOperator(survivor).report(attempt));
          Files.write(file, report.encode());
          out.printf(
              "%s holds blocks up to %d, certified up to %d (epoch %d, attempt %d).%n",
              name,
              report.report().tipHeight(),
              report.report().certifiedHeight(),
              report.attempt().epoch(),
              report.attempt().attempt());
          out.println("Give " + file + " to the manager.");
        });
    return Consortium.OK;
  }
}
