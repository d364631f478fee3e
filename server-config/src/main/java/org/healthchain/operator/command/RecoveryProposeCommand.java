package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.recovery.ProposalFile;
import org.healthchain.server.recovery.RecoveryDesk;
import org.healthchain.server.recovery.RecoveryRefusedException;
import org.healthchain.server.recovery.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code recovery propose}. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    description = {
      "At the manager: proposes to go on from the highest block that any of the reporting servers,",
      "or the manager's, holds. Refuses while a member has neither reported nor is left out."
    })
final class RecoveryProposeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "FILE", description = "to write, for the institutions")
  private Path file;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "REPORT", description = "the reports")
  private List<Path> reports;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Stays on the ledger for ever: 500 bytes at most, and no names of patients.")
  @SuppressWarnings("NullAway.Init") // it is required
  private String reason;

  @Option(
      names = "--without",
      paramLabel = "MEMBER",
      description = "Member (its number) that cannot report; what it alone holds is given up.")
  private Set<Integer> without = Set.of();

  @Option(names = "--manager", description = "The manager's server.")
  private String name = "manager";

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    try {
      consortium.locked(
          () -> {
            List<ReportFile> read = new ArrayList<>();
            for (Path report : reports) {
              try {
                read.add(ReportFile.decode(StoppedServer.read(report)));
              } catch (RecoveryRefusedException e) {
                throw new OperatorException(report + ": " + e.getMessage());
              }
            }
            ProposalFile proposal =
                StoppedServer.named(consortium, name, ServerRole.MANAGER, out)
                    .take(
                        manager ->
                            new RecoveryDesk(manager)
                                .propose(read, without, reason, System.currentTimeMillis()));
            Files.write(file, proposal.encode());
            RecoverySignCommand.print(proposal, out);
            out.println("Give " + file + " to the institutions that have reported.");
          });
    } catch (IllegalArgumentException e) {
      throw new OperatorException("The reason is empty or too long: 500 bytes at most.");
    }
    return Consortium.OK;
  }
}
