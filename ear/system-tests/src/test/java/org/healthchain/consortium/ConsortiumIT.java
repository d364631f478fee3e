package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.AFTER_CRASH;
import static org.healthchain.consortium.RunningConsortium.CATCH_UP;
import static org.healthchain.consortium.RunningConsortium.COMMIT;
import static org.healthchain.consortium.RunningConsortium.INSTITUTIONS;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.consortium.RunningConsortium.eventually;
import static org.healthchain.consortium.RunningConsortium.object;
import static org.healthchain.consortium.RunningConsortium.visit;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.healthchain.consortium.RunningConsortium.CommandResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Four institutions and the manager, each a JVM of its own: what doctors and operators see of them,
 * with servers dying under it.
 */
@Order(Integer.MAX_VALUE - 60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedConsortium.class)
class ConsortiumIT {
  private static final List<String> EVERYBODY =
      Stream.concat(INSTITUTIONS.stream(), Stream.of(MANAGER)).toList();

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  @Order(1)
  void aVisitIsCommittedAndEveryServerReportsTheSameHashAtTheSameHeight() throws Exception {
    JsonObject submission = consortium.submitted("institution-1", "Ada Byron", "999-12-3456");
    assertThat(submission.getString("serialNumber")).matches("[0-9a-f]{64}");
    JsonObject committed = consortium.committed("institution-1", id(submission), COMMIT);
    assertThat(committed.getString("transactionId")).matches("[0-9a-f]{64}");
    long height = committed.getJsonNumber("blockHeight").longValue();
    assertThat(height).isPositive();
    consortium.agree(EVERYBODY, height);
  }

  @Test
  @Order(2)
  void oneTransactionStandsInTheLedgerExactlyOnceWhoeverSubmits() throws Exception {
    List<JsonObject> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String server = INSTITUTIONS.get(i % INSTITUTIONS.size());
      sent.add(consortium.submitted(server, "Patient " + i, "ID-" + (10_000 + i)));
    }
    for (int i = 0; i < sent.size(); i++) {
      String server = INSTITUTIONS.get(i % INSTITUTIONS.size());
      consortium.committed(server, id(sent.get(i)), COMMIT);
    }
    consortium.agree(EVERYBODY, consortium.height("institution-1"));
    assertThat(consortium.command("verify").exitCode()).isZero();
  }

  @Test
  @Order(3)
  void inputThatCannotBeRightIsExplainedAtTheField() throws Exception {
    refused(visit("", "999-12-3456"), 422, "patientName");
    refused(visit("Ada Byron", "1"), 422, "patientIdNumber");
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
    JsonObject late =
        Json.createObjectBuilder(object(visit("Ada Byron", "999-12-3456")))
            .add("visitTime", tomorrow)
            .build();
    refused(late.toString(), 422, "visitTime");
    JsonObject unknown =
        Json.createObjectBuilder(object(visit("Ada Byron", "999-12-3456")))
            .add(
                "diagnoses",
                Json.createArrayBuilder().add(Json.createObjectBuilder().add("code", "QQQ.1")))
            .build();
    refused(unknown.toString(), 422, "diagnoses[0]");
    refused("{", 400, "malformed");
    JsonObject huge =
        Json.createObjectBuilder(object(visit("Ada Byron", "999-12-3456")))
            .add("notes", "x".repeat(300_000))
            .build();
    assertThat(consortium.submit("institution-1", huge.toString()).statusCode()).isEqualTo(413);
  }

  @Test
  @Order(4)
  void theManagersServerTakesNoVisits() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(consortium.uri(MANAGER, "/api/visits"))
                    .header(
                        "Authorization",
                        RunningConsortium.basic("manager", consortium.password(MANAGER, "manager")))
                    .header("X-Requested-By", "test")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(visit("Ada Byron", "999-12-3456")))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  @Order(5)
  void thePrimaryKilledTheOthersGoOnAndItCatchesUpByItself() throws Exception {
    String primary = primary();
    String other = INSTITUTIONS.stream().filter(name -> !name.equals(primary)).findFirst().get();
    consortium.kill(primary);
    JsonObject submission = consortium.submitted(other, "Grace Hopper", "A-778899");
    consortium.committed(other, id(submission), AFTER_CRASH);
    consortium.start(primary);
    long height = consortium.height(other);
    eventually(primary + " catches up", CATCH_UP, () -> consortium.height(primary) >= height);
    consortium.agree(EVERYBODY, height);
  }

  @Test
  @Order(6)
  void aBackupKilledTheOthersGoOn() throws Exception {
    String primary = primary();
    String backup = INSTITUTIONS.stream().filter(name -> !name.equals(primary)).findFirst().get();
    consortium.kill(backup);
    JsonObject submission = consortium.submitted(primary, "Alan Turing", "B-112233");
    consortium.committed(primary, id(submission), AFTER_CRASH);
    consortium.start(backup);
    long height = consortium.height(primary);
    eventually(backup + " catches up", CATCH_UP, () -> consortium.height(backup) >= height);
  }

  @Test
  @Order(7)
  void theManagerDownInstitutionsGoOnAndItCatchesUp() throws Exception {
    consortium.kill(MANAGER);
    JsonObject submission = consortium.submitted("institution-2", "Emmy Noether", "C-445566");
    consortium.committed("institution-2", id(submission), COMMIT);
    consortium.start(MANAGER);
    long height = consortium.height("institution-2");
    eventually("the manager catches up", CATCH_UP, () -> consortium.height(MANAGER) >= height);
  }

  @Test
  @Order(8)
  void aServerKilledRightAfterQueuedCommitsTheVisitExactlyOnce() throws Exception {
    JsonObject submission = consortium.submitted("institution-3", "Mary Cartwright", "D-998877");
    consortium.kill("institution-3");
    consortium.start("institution-3");
    JsonObject committed = consortium.committed("institution-3", id(submission), AFTER_CRASH);
    String serial = committed.getString("serialNumber");
    JsonArray mine = array(consortium.get("institution-3", "/api/visits?limit=200").body());
    assertThat(
            mine.getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("serialNumber").equals(serial)))
        .hasSize(1);
    consortium.agree(EVERYBODY, committed.getJsonNumber("blockHeight").longValue());
  }

  @Test
  @Order(9)
  void aServerThatWasPausedComesBack() throws Exception {
    long pid = pid("institution-4");
    signal("STOP", pid);
    try {
      JsonObject submission = consortium.submitted("institution-1", "Sofia Kovalevskaya", "E-1234");
      consortium.committed("institution-1", id(submission), AFTER_CRASH);
    } catch (AssertionError e) {
      signal("CONT", pid);
      throw e;
    }
    signal("CONT", pid);
    long height = consortium.height("institution-1");
    eventually(
        "institution-4 catches up", CATCH_UP, () -> consortium.height("institution-4") >= height);
  }

  @Test
  @Order(10)
  void upWhileUpAndAPortTakenHarmNothing() throws Exception {
    CommandResult again =
        consortium.command(
            "up", "--institutions", "4", "--base-port", Integer.toString(consortium.basePort()));
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("already running");
    CommandResult other = consortium.command("up", "--institutions", "5");
    assertThat(other.exitCode()).isNotZero();
    assertThat(consortium.command("status").exitCode()).isZero();
  }

  @Test
  @Order(11)
  void stateSurvivesStopAndStart() throws Exception {
    long height = consortium.height("institution-1");
    CommandResult down = consortium.command("down");
    assertThat(down.exitCode()).as(down.output()).isZero();
    assertThat(consortium.command("status").exitCode()).isNotZero();
    CommandResult up = consortium.command("start");
    assertThat(up.exitCode()).as(up.output()).isZero();
    EVERYBODY.forEach(consortium::forgetSession);
    assertThat(consortium.height("institution-1")).isGreaterThanOrEqualTo(height);
    JsonObject submission = consortium.submitted("institution-1", "Ada Byron", "999-12-3456");
    consortium.committed("institution-1", id(submission), AFTER_CRASH);
  }

  @Test
  @Order(12)
  void aFlippedByteInADatabaseIsFoundAndItsBlockNamed() throws Exception {
    consortium.stop("institution-4");
    long height = flipAByte("institution-4");
    CommandResult verify = consortium.command("verify", "institution-4");
    assertThat(verify.exitCode()).as(verify.output()).isNotZero();
    assertThat(verify.output()).contains("block " + height);
    assertThat(consortium.command("verify", "institution-1").exitCode()).isZero();
    assertThat(flipAByte("institution-4")).isEqualTo(height);
    consortium.done("verify", "institution-4");
    consortium.start("institution-4");
  }

  private static long flipAByte(String server) throws Exception {
    var instance = consortium.instance(server);
    try (Connection connection =
        DriverManager.getConnection(
            instance.databaseUrl(), instance.databaseUser(), instance.databasePassword())) {
      long height;
      byte[] header;
      try (var statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT height, header FROM hc_block WHERE height = (SELECT MAX(height)/2 FROM"
                      + " hc_block)")) {
        assertThat(row.next()).isTrue();
        height = row.getLong(1);
        header = row.getBytes(2);
      }
      header[50] ^= 1;
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE hc_block SET header = ? WHERE height = ?")) {
        update.setBytes(1, header);
        update.setLong(2, height);
        update.executeUpdate();
      }
      return height;
    }
  }

  private static void refused(String visit, int status, String hint) throws Exception {
    HttpResponse<String> response = consortium.submit("institution-1", visit);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(hint);
  }

  private static String primary() throws Exception {
    String name = consortium.status("institution-1").getString("primary");
    for (String server : INSTITUTIONS) {
      if (member(server).equals(name)) {
        return server;
      }
    }
    throw new AssertionError("no server is the primary " + name);
  }

  /** The institution's name on the chain. */
  private static String member(String server) throws Exception {
    var instance = consortium.instance(server);
    return instance.genesis().state().member(instance.memberId()).orElseThrow().member().name();
  }

  private static long pid(String server) throws Exception {
    JsonObject status = object(consortium.command("status", "--json", server).output().strip());
    return status.getJsonArray("servers").getJsonObject(0).getJsonNumber("pid").longValue();
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static long id(JsonObject submission) {
    return submission.getJsonNumber("id").longValue();
  }

  private static JsonArray array(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readArray();
    }
  }
}
