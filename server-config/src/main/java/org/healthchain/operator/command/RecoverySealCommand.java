package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.recovery.ProposalFile;
import org.healthchain.server.recovery.RecoveryDesk;
import org.healthchain.server.recovery.RecoveryRefusedException;
import org.healthchain.server.recovery.VoteFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code recovery seal}. */
@Command(
    name = "seal",
    mixinStandardHelpOptions = true,
    description = "At the manager: makes the recovery block of a proposal and a quorum of votes.")
final class RecoverySealCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "FILE", description = "to write, for every server")
  private Path file;

  @Parameters(index = "1", paramLabel = "PROPOSAL", description = "that was voted for")
  private Path proposalFile;

  @Parameters(index = "2..*", arity = "1..*", paramLabel = "VOTE", description = "the votes")
  private List<Path> votes;

  @Option(names = "--manager", description = "The manager's server.")
  private String name = "manager";

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    consortium.locked(
        () -> {
          ProposalFile proposal = RecoverySignCommand.read(proposalFile);
          List<VoteFile> read = new ArrayList<>();
          for (Path vote : votes) {
            try {
              read.add(VoteFile.decode(StoppedServer.read(vote)));
            } catch (RecoveryRefusedException e) {
              throw new OperatorException(vote + ": " + e.getMessage());
            }
          }
          RecoveryDesk.Sealed sealed =
              StoppedServer.named(consortium, name, ServerRole.MANAGER, out)
                  .take(manager -> new RecoveryDesk(manager).seal(proposal, read));
          Files.write(file, sealed.recovery().encode());
          RecoverySignCommand.print(proposal, out);
          out.printf(
              "Block %d ends epoch %d by the votes of members %s.%n",
              sealed.recovery().last().header().height(),
              sealed.content().epoch(),
              sealed.voters());
          out.println("Give " + file + " to every institution.");
        });
    return Consortium.OK;
  }
}
