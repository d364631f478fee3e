package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.ceremony.Joiner;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.membership.Invitation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code join}. */
@Command(
    name = "join",
    mixinStandardHelpOptions = true,
    description = {
      "Answers the manager's invitation: creates a new institution's keys, which stay here,"
          + " and the join request that the manager needs."
    })
final class JoinCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(
      paramLabel = "INVITATION",
      description = "File with the invitation from the manager's page.")
  private Path invitationFile;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    ConsortiumPlan plan = consortium.plan();
    try {
      consortium.locked(
          () -> {
            Invitation invitation = Invitation.parse(Files.readString(invitationFile));
            Joiner joiner = new Joiner(consortium.root());
            joiner.request(invitation, plan.institution(invitation.memberId()));
            out.println("The join request of " + invitation.institutionName() + " is in");
            out.println("  " + joiner.requestFile(invitation.memberId()));
            out.println("Give it to the manager (page Members, \"Check the request\"), then run:");
            out.println("  consortium admit ADMISSION-FILE");
          });
      return Consortium.OK;
    } catch (IllegalArgumentException e) {
      throw new OperatorException(e);
    }
  }
}
