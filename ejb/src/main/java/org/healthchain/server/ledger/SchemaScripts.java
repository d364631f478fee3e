package org.healthchain.server.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Applies the scripts that {@code db/scripts.list} names, once each, in order. */
public final class SchemaScripts {
  private static final String FOLDER = "/db/";

  private SchemaScripts() {}

  /** Applies what the database lacks; each script commits together with the note that it ran. */
  public static void apply(Connection connection) throws SQLException, IOException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      execute(
          connection,
          "CREATE TABLE IF NOT EXISTS hc_schema (script VARCHAR(100) NOT NULL PRIMARY KEY)");
      connection.commit();
      Set<String> applied = applied(connection);
      for (String script : scripts()) {
        if (!applied.contains(script)) {
          run(connection, script);
          connection.commit();
        }
      }
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }

  private static void run(Connection connection, String script) throws SQLException, IOException {
    StringBuilder sql = new StringBuilder();
    read(script)
        .lines()
        .filter(line -> !line.startsWith("--"))
        .forEach(l -> sql.append(l).append('\n'));
    for (String statement : List.of(sql.toString().split(";\n", -1))) {
      if (!statement.isBlank()) {
        execute(connection, statement);
      }
    }
    try (PreparedStatement note =
        connection.prepareStatement("INSERT INTO hc_schema (script) VALUES (?)")) {
      note.setString(1, script);
      note.executeUpdate();
    }
  }

  private static Set<String> applied(Connection connection) throws SQLException {
    Set<String> applied = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT script FROM hc_schema")) {
      while (rows.next()) {
        applied.add(rows.getString(1));
      }
    }
    return applied;
  }

  private static List<String> scripts() throws IOException {
    return read("scripts.list")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in = SchemaScripts.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("no schema script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
