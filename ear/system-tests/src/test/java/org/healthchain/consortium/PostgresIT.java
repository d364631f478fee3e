package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.healthchain.server.instance.InstanceDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An institution and the manager on PostgreSQL, by nothing but four settings each. */
class PostgresIT {
  private static final int BASE_PORT = 24_500;
  private static final int DATABASE_PORT = 24_799;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path home;

  @Test
  void aLedgerOnPostgresSurvivesAKillAndIsWhole() throws Exception {
    try (PostgresCluster postgres = PostgresCluster.start(DATABASE_PORT);
        RunningConsortium consortium =
            RunningConsortium.founded(home.resolve("consortium"), 1, BASE_PORT)) {
      InstanceDirectory institution = moveToPostgres(consortium, postgres, "institution-1");
      moveToPostgres(consortium, postgres, "manager");
      ends(consortium, "up", "--no-sample-data");

      commit(consortium, "Paula Example", "999-44-1001");
      ends(consortium, "stop", "--hard", "institution-1");
      ends(consortium, "start", "institution-1");
      consortium.forgetSession("institution-1");
      long height = commit(consortium, "Peter Example", "999-44-1002");
      RunningConsortium.eventually(
          "the manager is level", PATIENCE, () -> consortium.height("manager") >= height);

      assertThat(institution.data().resolve("ledger.mv.db")).doesNotExist();
      try (Connection ledger =
          DriverManager.getConnection(
              institution.databaseUrl(),
              institution.databaseUser(),
              institution.databasePassword())) {
        assertThat(number(ledger, "SELECT COUNT(*) FROM hc_transaction WHERE kind = 1"))
            .isEqualTo(2);
        assertThat(number(ledger, "SELECT COUNT(*) FROM pg_prepared_xacts")).isZero();
      }
      ends(consortium, "verify");
      try (Connection ledger =
              DriverManager.getConnection(
                  institution.databaseUrl(),
                  institution.databaseUser(),
                  institution.databasePassword());
          Statement statement = ledger.createStatement()) {
        statement.execute("UPDATE hc_body SET body = set_byte(body, 9, get_byte(body, 9) # 1)");
      }
      assertThat(consortium.command("verify", "institution-1").exitCode()).isEqualTo(1);
    }
  }

  private static InstanceDirectory moveToPostgres(
      RunningConsortium consortium, PostgresCluster postgres, String server) throws Exception {
    String user = server.replace('-', '_');
    String password = UUID.randomUUID().toString();
    Path file = InstanceDirectory.propertiesFile(consortium.instance(server).root());
    String settings =
        Files.readString(file).replaceAll("(?m)^healthchain\\.database\\..*\\R", "")
            + "healthchain.database.class=org.postgresql.Driver\n"
            + "healthchain.database.url="
            + postgres.database(user, password)
            + "\nhealthchain.database.user="
            + user
            + "\nhealthchain.database.password="
            + password
            + "\n";
    Files.writeString(file, settings);
    return consortium.instance(server);
  }

  private static long commit(RunningConsortium consortium, String name, String idNumber)
      throws Exception {
    JsonObject queued = consortium.submitted("institution-1", name, idNumber);
    return consortium
        .committed("institution-1", queued.getJsonNumber("id").longValue(), PATIENCE)
        .getJsonNumber("blockHeight")
        .longValue();
  }

  private static void ends(RunningConsortium consortium, String... command) throws Exception {
    RunningConsortium.CommandResult result = consortium.command(command);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  private static long number(Connection connection, String sql) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
