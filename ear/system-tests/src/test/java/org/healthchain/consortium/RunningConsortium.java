package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.healthchain.consensus.loopback.CuttingProxy;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.transaction.RejectionReason;

/** A consortium of real servers, driven by the {@code consortium} command as an operator does. */
final class RunningConsortium implements AutoCloseable {
  static final Duration UP = Duration.ofMinutes(6);
  private static final Duration COMMAND = Duration.ofMinutes(8);
  private static final Duration POLL = Duration.ofMillis(100);

  static final List<String> INSTITUTIONS =
      List.of("institution-1", "institution-2", "institution-3", "institution-4");
  static final String MANAGER = "manager";

  /** Patience with one block, while nothing is broken. */
  static final Duration COMMIT = Duration.ofSeconds(20);

  /** Patience with one block after a view-change. */
  static final Duration AFTER_CRASH = Duration.ofSeconds(40);

  static final Duration CATCH_UP = Duration.ofSeconds(60);

  /** A broker listens so far above the port that its peers know; a relay lies between. */
  private static final int BEHIND_RELAY = 200;

  private final Path home;
  private final int basePort;
  private final Map<String, HttpClient> clients = new HashMap<>();
  private final Map<String, CuttingProxy> relays = new HashMap<>();

  private RunningConsortium(Path home, int basePort) {
    this.home = home;
    this.basePort = basePort;
  }

  /**
   * Runs {@code consortium found}, puts a relay before every broker, runs {@code consortium up}.
   */
  static RunningConsortium up(Path home, int institutions, int basePort) throws Exception {
    RunningConsortium consortium = new RunningConsortium(home, basePort);
    String[] plan = {
      "--institutions", Integer.toString(institutions), "--base-port", Integer.toString(basePort)
    };
    consortium.done("found", plan[0], plan[1], plan[2], plan[3]);
    for (String server : INSTITUTIONS) {
      consortium.putBehindRelay(server);
    }
    consortium.putBehindRelay(MANAGER);
    consortium.done("up", plan[0], plan[1], plan[2], plan[3], "--no-sample-data");
    return consortium;
  }

  private void putBehindRelay(String server) throws IOException {
    Path file = InstanceDirectory.propertiesFile(home.resolve(server));
    int known = instance(server).brokerPort();
    int own = known + BEHIND_RELAY;
    String text = Files.readString(file);
    String key = "healthchain.broker.port=";
    Files.writeString(file, text.replace(key + known, key + own));
    assertThat(instance(server).brokerPort()).isEqualTo(own);
    relays.put(server, new CuttingProxy(known, own));
  }

  /** The way of all others to that server's broker; what it says goes this way. */
  CuttingProxy relay(String server) {
    return relays.get(server);
  }

  int basePort() {
    return basePort;
  }

  /** Runs a command that must succeed; returns what it printed. */
  String done(String... arguments) throws Exception {
    CommandResult result = command(arguments);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  /** Founds a consortium in an empty directory and starts nothing. */
  static RunningConsortium founded(Path home, int institutions, int basePort) throws Exception {
    RunningConsortium consortium = new RunningConsortium(home, basePort);
    consortium.done(
        "found",
        "--institutions",
        Integer.toString(institutions),
        "--base-port",
        Integer.toString(basePort));
    return consortium;
  }

  /** Output of a command, standard and error output together. */
  record CommandResult(int exitCode, String output) {}

  CommandResult command(String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of("../../server-config/consortium").toAbsolutePath().normalize().toString());
    line.addAll(List.of(arguments));
    line.add("--dir");
    line.add(home.toString());
    Path output = Files.createTempFile("consortium", ".out");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " did not end: " + Files.readString(output));
      }
      return new CommandResult(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  Path home() {
    return home;
  }

  InstanceDirectory instance(String server) throws IOException {
    return InstanceDirectory.open(home.resolve(server));
  }

  String password(String server, String user) throws IOException {
    return DemoAccounts.read(home).stream()
        .filter(account -> account.server().equals(server) && account.userName().equals(user))
        .findFirst()
        .orElseThrow()
        .password();
  }

  /** Open status of a server; fails if it does not answer. */
  JsonObject status(String server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, "/api/status")).timeout(Duration.ofSeconds(5)).build();
    return object(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  long height(String server) throws Exception {
    return status(server).getJsonNumber("height").longValue();
  }

  /** Submits a visit as the server's demo doctor. */
  HttpResponse<String> submit(String server, String visit) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, "/api/visits"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("X-Requested-By", "test")
            .POST(HttpRequest.BodyPublishers.ofString(visit))
            .build();
    return client(server).send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Submits a good visit and returns the submission. */
  JsonObject submitted(String server, String name, String idNumber) throws Exception {
    HttpResponse<String> response = submit(server, visit(name, idNumber));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return object(response.body());
  }

  static String visit(String name, String idNumber) {
    return Json.createObjectBuilder()
        .add("patientName", name)
        .add("patientIdNumber", idNumber)
        .add("visitTime", Instant.now().minusSeconds(60).toString())
        .add(
            "diagnoses",
            Json.createArrayBuilder().add(Json.createObjectBuilder().add("code", "J45.909")))
        .add("notes", "Seen in the consortium test.")
        .build()
        .toString();
  }

  /** GET as the server's demo doctor, at the manager's server as the manager. */
  HttpResponse<String> get(String server, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, path)).timeout(Duration.ofSeconds(20)).build();
    return client(server).send(request, HttpResponse.BodyHandlers.ofString());
  }

  JsonObject submission(String server, long id) throws Exception {
    HttpResponse<String> response = get(server, "/api/visits/" + id);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return object(response.body());
  }

  /** Waits until the submission stands in a block. */
  JsonObject committed(String server, long id, Duration patience) throws Exception {
    Instant end = Instant.now().plus(patience);
    while (true) {
      JsonObject submission = submission(server, id);
      if (submission.getString("state").equals("COMMITTED")) {
        return submission;
      }
      assertThat(Instant.now()).as("still %s", submission).isBefore(end);
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Waits until the condition holds; a server that does not answer counts as not yet. */
  static void eventually(String what, Duration patience, Condition condition)
      throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    Throwable last = null;
    while (Instant.now().isBefore(end)) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new AssertionError("not within " + patience + ": " + what, last);
  }

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** A server that was restarted has other sessions. */
  void forgetSession(String server) {
    clients.keySet().removeIf(key -> key.startsWith(server + "/"));
  }

  /** Ends a server as a power failure would. */
  void kill(String server) throws Exception {
    done("stop", "--hard", server);
    forgetSession(server);
  }

  void stop(String server) throws Exception {
    done("stop", server);
    forgetSession(server);
  }

  void start(String server) throws Exception {
    done("start", server);
  }

  /** All these servers have the same block at that height, once they are so far. */
  void agree(List<String> servers, long height) throws Exception {
    for (String server : servers) {
      eventually(server + " has block " + height, CATCH_UP, () -> height(server) >= height);
    }
    String first = block(servers.get(0), height).getString("hash");
    for (String server : servers) {
      assertThat(block(server, height).getString("hash")).as(server).isEqualTo(first);
    }
  }

  JsonObject block(String server, long height) throws Exception {
    HttpResponse<String> response = get(server, "/api/blocks/" + height);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return object(response.body());
  }

  /** How often this server refused something for that reason since its start. */
  long rejections(String server, RejectionReason reason) throws Exception {
    HttpResponse<String> response = get(server, "/api/rejections");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return object(response.body()).getJsonNumber(reason.name()).longValue();
  }

  private HttpClient client(String server) throws Exception {
    return client(server, server.equals(MANAGER) ? "manager" : "doctor");
  }

  /** A client with the session of that account. */
  HttpClient client(String server, String user) throws Exception {
    HttpClient known = clients.get(server + "/" + user);
    if (known != null) {
      return known;
    }
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, "/api/rejections"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", basic(user, password(server, user)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("signing in at %s", server).isEqualTo(200);
    clients.put(server + "/" + user, client);
    return client;
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  URI uri(String server, String path) throws IOException {
    return URI.create(instance(server).httpAddress() + path);
  }

  static JsonObject object(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @Override
  public void close() throws Exception {
    command("down");
    for (CuttingProxy relay : relays.values()) {
      relay.close();
    }
  }
}
