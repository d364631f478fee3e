package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.recovery.ProposalFile;
import org.healthchain.server.recovery.RecoveryOperator;
import org.healthchain.server.recovery.RecoveryRefusedException;
import org.healthchain.server.recovery.VoteFile;
import org.healthchain.server.transaction.Recovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code recovery sign}. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "At an institution: checks a proposal against its stopped server's own ledger and votes for",
      "it, once in an attempt. Refuses one that would lose a block that this server holds."
    })
final class RecoverySignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "SERVER", description = "such as institution-1")
  private String name;

  @Parameters(index = "1", paramLabel = "PROPOSAL", description = "from the manager")
  private Path proposalFile;

  @Parameters(index = "2", paramLabel = "FILE", description = "to write, for the manager")
  private Path file;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    consortium.locked(
        () -> {
          ProposalFile proposal = read(proposalFile);
          print(proposal, out);
          VoteFile vote =
              StoppedServer.named(consortium, name, ServerRole.INSTITUTION, out)
                  .take(
                      survivor ->
                          new RecoveryOperator(survivor)
                              .vote(proposal, System.currentTimeMillis()));
          Files.write(file, vote.encode());
          out.println(name + " votes for it. Give " + file + " to the manager.");
        });
    return Consortium.OK;
  }

  static ProposalFile read(Path file) throws IOException, OperatorException {
    try {
      return ProposalFile.decode(StoppedServer.read(file));
    } catch (RecoveryRefusedException e) {
      throw new OperatorException(file + ": " + e.getMessage());
    }
  }

  /** What it says, before anything is checked. */
  static void print(ProposalFile proposal, PrintWriter out) throws OperatorException {
    try {
      Recovery recovery = proposal.recovery();
      out.printf(
          "Proposed %s: end epoch %d and go on from block %d (%s), attempt %d.%n",
          Instant.ofEpochMilli(recovery.timeMillis()),
          recovery.epoch(),
          recovery.baseHeight(),
          recovery.baseHash().hex(),
          recovery.attempt());
      out.println(
          "Reported: "
              + recovery.reports().stream()
                  .map(report -> "member " + report.memberId() + " up to " + report.tipHeight())
                  .collect(Collectors.joining(", ")));
      out.println("Reason: " + recovery.reason());
      out.flush();
    } catch (RecoveryRefusedException e) {
      throw new OperatorException(e);
    }
  }
}
