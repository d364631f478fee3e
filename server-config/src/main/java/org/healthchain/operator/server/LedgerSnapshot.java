package org.healthchain.operator.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.healthchain.server.instance.InstanceDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A server's database as it is at one moment, whether or not the server runs; reading it disturbs
 * nobody. H2 is copied: its file is written so that what is on disk at any moment is a whole
 * database, and old parts are not overwritten for 45 seconds. PostgreSQL is read in one
 * transaction.
 */
public final class LedgerSnapshot implements AutoCloseable {
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final String SUFFIX = ".mv.db";
  private static final int TRIES = 3;

  private final Connection connection;
  private final @Nullable Path copy;

  private LedgerSnapshot(Connection connection, @Nullable Path copy) {
    this.connection = connection;
    this.copy = copy;
  }

  /**
   * @throws OperatorException if there is no database yet
   */
  public static LedgerSnapshot of(InstanceDirectory instance)
      throws IOException, SQLException, OperatorException {
    String url = instance.databaseUrl();
    if (!url.startsWith(H2_FILE)) {
      return new LedgerSnapshot(connect(instance, url), null);
    }
    String path = url.substring(H2_FILE.length()).split(";", 2)[0];
    Path file = Path.of(path + SUFFIX);
    if (!Files.exists(file)) {
      throw new OperatorException(instance.name() + " has no ledger yet: it was never started.");
    }
    SQLException failure = null;
    for (int i = 0; i < TRIES; i++) {
      Path folder = Files.createTempDirectory("healthchain-ledger");
      Files.copy(file, folder.resolve("ledger" + SUFFIX));
      try {
        return new LedgerSnapshot(
            connect(instance, H2_FILE + folder.resolve("ledger") + ";IFEXISTS=TRUE"), folder);
      } catch (SQLException e) {
        Folders.delete(folder);
        failure = e;
      }
    }
    throw failure;
  }

  private static Connection connect(InstanceDirectory instance, String url) throws SQLException {
    Connection connection =
        DriverManager.getConnection(url, instance.databaseUser(), instance.databasePassword());
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    if (!url.startsWith(H2_FILE)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    return connection;
  }

  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws IOException, SQLException {
    try {
      connection.rollback();
      connection.close();
    } finally {
      if (copy != null) {
        Folders.delete(copy);
      }
    }
  }
}
