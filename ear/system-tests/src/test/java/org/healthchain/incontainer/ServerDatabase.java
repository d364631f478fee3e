package org.healthchain.incontainer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.healthchain.server.instance.LedgerDataSource;
import org.healthchain.server.ledger.LedgerProblem;
import org.healthchain.server.ledger.LedgerVerification;
import org.healthchain.server.ledger.LedgerVerifier;

/** The database of the server that a test runs in. */
@Dependent
class ServerDatabase {
  @Inject private LedgerVerifier verifier;

  @Resource(lookup = LedgerDataSource.JNDI_NAME)
  private DataSource dataSource;

  private Connection open() throws SQLException {
    return dataSource.getConnection();
  }

  LedgerVerification verify() throws SQLException {
    try (Connection connection = open()) {
      return verifier.verify(connection, height -> {});
    }
  }

  /** What is wrong with one block. */
  List<LedgerProblem> problems(long height) throws SQLException {
    try (Connection connection = open()) {
      return verifier.verifyOne(connection, height);
    }
  }

  /** One number. */
  long number(String sql) throws SQLException {
    try (Connection connection = open();
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** Flips a bit amid the bytes of one row, or flips it back. */
  void flip(String table, String column, long number) throws SQLException {
    String where = " WHERE number = " + number;
    try (Connection connection = open();
        PreparedStatement query =
            connection.prepareStatement("SELECT " + column + " FROM " + table + where);
        ResultSet row = query.executeQuery();
        PreparedStatement update =
            connection.prepareStatement("UPDATE " + table + " SET " + column + " = ?" + where)) {
      row.next();
      byte[] bytes = row.getBytes(1);
      bytes[bytes.length / 2] ^= 1;
      update.setBytes(1, bytes);
      update.executeUpdate();
    }
  }
}
