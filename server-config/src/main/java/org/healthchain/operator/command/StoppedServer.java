package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.LedgerSnapshot;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.recovery.RecoveryFile;
import org.healthchain.server.recovery.RecoveryRefusedException;
import org.healthchain.server.recovery.Survivor;

/** A server that must not run while its operator speaks for it. */
final class StoppedServer {
  private static final long PROGRESS_BLOCKS = 1000;

  private final ManagedServer server;
  private final PrintWriter out;

  private StoppedServer(ManagedServer server, PrintWriter out) {
    this.server = server;
    this.out = out;
  }

  /** What is done with the server's ledger, which was verified. */
  interface Work<T> {
    T take(Survivor survivor)
        throws RecoveryRefusedException, IOException, SQLException, GeneralSecurityException;
  }

  /**
   * @throws OperatorException if there is no such server, it is of another role, or it runs
   */
  static StoppedServer named(ConsortiumHome home, String name, ServerRole role, PrintWriter out)
      throws IOException, OperatorException {
    ManagedServer server = home.servers(List.of(name)).get(0);
    if (server.instance().role() != role) {
      throw OperatorException.conflict(
          name
              + (role == ServerRole.MANAGER ? " is not the manager's" : " is no institution's")
              + " server.");
    }
    if (server.running()) {
      throw OperatorException.conflict(
          name + " runs: stop it first (consortium stop " + name + ").");
    }
    return new StoppedServer(server, out);
  }

  /** Verifies the ledger, then takes the step. */
  <T> T take(Work<T> step)
      throws IOException, SQLException, GeneralSecurityException, OperatorException {
    try (LedgerSnapshot snapshot = LedgerSnapshot.of(server.instance())) {
      out.println("Verifying the ledger of " + server.name());
      out.flush();
      Survivor survivor =
          Survivor.of(
              server.instance(),
              snapshot.connection(),
              height -> {
                if (height > 0 && height % PROGRESS_BLOCKS == 0) {
                  out.println("  " + height + " blocks");
                  out.flush();
                }
              });
      return step.take(survivor);
    } catch (RecoveryRefusedException e) {
      throw new OperatorException(e);
    }
  }

  static byte[] read(Path file) throws IOException, OperatorException {
    if (!Files.isRegularFile(file) || Files.size(file) > RecoveryFile.MAX_BYTES) {
      throw new OperatorException("There is no file of a recovery at " + file + ".");
    }
    return Files.readAllBytes(file);
  }
}
