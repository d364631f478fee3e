package org.healthchain.operator.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.ledger.SealedRecovery;
import org.healthchain.server.recovery.RecoveryFile;
import org.healthchain.server.transaction.MalformedEncodingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code recovery apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Everywhere: prepares stopped servers for a sealed recovery, which they check and whose",
      "block they append when they start. A server whose ledger is shorter fetches the rest."
    })
final class RecoveryApplyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "SEALED", description = "from the manager")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SERVER",
      description = "Names such as institution-1 or manager; all of this folder if none is given.")
  private List<String> names = List.of();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ConsortiumHome consortium = home.home();
    consortium.locked(
        () -> {
          byte[] bytes = StoppedServer.read(file);
          SealedRecovery sealed = decoded(bytes);
          List<ManagedServer> servers = new ArrayList<>();
          for (ManagedServer server : consortium.servers(names)) {
            if (server.running()) {
              throw OperatorException.conflict(server.name() + " is running: stop it first.");
            }
            if (!server.instance().genesis().chainId().equals(sealed.last().header().chainId())) {
              throw OperatorException.conflict(
                  "The recovery belongs to a different consortium from " + server.name() + ".");
            }
            servers.add(server);
          }
          for (ManagedServer server : servers) {
            RecoveryFile.keep(server.instance().sealedRecovery(), bytes);
            out.println(
                server.name()
                    + " goes on from block "
                    + sealed.last().header().height()
                    + " when it is started.");
          }
        });
    return Consortium.OK;
  }

  private SealedRecovery decoded(byte[] bytes) throws OperatorException {
    try {
      return SealedRecovery.decode(bytes);
    } catch (MalformedEncodingException e) {
      throw new OperatorException(file + " is not a sealed recovery: " + e.getMessage());
    }
  }
}
