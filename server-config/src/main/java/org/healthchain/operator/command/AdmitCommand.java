package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.operator.ceremony.Joiner;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.operator.server.Starter;
import org.healthchain.server.membership.AdmissionNotice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code admit}. */
@Command(
    name = "admit",
    mixinStandardHelpOptions = true,
    description =
        "Sets up a new institution's server with the manager's admission notice, and starts it.")
final class AdmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(
      paramLabel = "ADMISSION",
      description = "File with the admission notice from the manager's page.")
  private Path admissionFile;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    ConsortiumPlan plan = consortium.plan();
    try {
      consortium.locked(
          () -> {
            AdmissionNotice notice = AdmissionNotice.parse(Files.readString(admissionFile));
            ConsortiumPlan.Server server = plan.institution(notice.memberId());
            DemoAccounts accounts = new DemoAccounts(new SecureRandom());
            new Joiner(consortium.root()).complete(notice, server, accounts);
            accounts.append(consortium.root());
            out.println(server.directory() + " is ready:");
            for (DemoAccounts.Account account : DemoAccounts.read(consortium.root())) {
              if (account.server().equals(server.directory())) {
                out.printf(
                    "  sign in as %-10s password %s  (%s)%n",
                    account.userName(), account.password(), account.displayName());
              }
            }
            new Starter(Distribution.ofThisProgram(), out)
                .start(consortium.servers(List.of(server.directory())));
          });
      return Consortium.OK;
    } catch (IllegalArgumentException e) {
      throw new OperatorException(e);
    }
  }
}
