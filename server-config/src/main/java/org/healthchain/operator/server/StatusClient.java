package org.healthchain.operator.server;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks servers for {@code /api/status}, which needs no sign-in and holds no secret. */
public final class StatusClient {
  static final String PATH = "/api/status";

  private static final String METRICS = "/metrics?scope=application";
  private static final Pattern OUTBOX =
      Pattern.compile("(?m)^healthchain_outbox_submissions(?:\\{[^}]*+\\})?+ ([0-9.eE+-]++)");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final int HTTP_OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /** Empty as long as the server does not answer or its application is not there yet. */
  public Optional<JsonObject> status(ManagedServer server) {
    return get(server.instance().httpAddress() + PATH, "application/json")
        .flatMap(StatusClient::parse);
  }

  /** What waits in the server's outbox, by its metrics, which only this machine gets. */
  public OptionalLong pendingSubmissions(ManagedServer server) {
    Optional<String> metrics =
        get("http://127.0.0.1:" + server.instance().monitorPort() + METRICS, "text/plain");
    Matcher outbox = OUTBOX.matcher(metrics.orElse(""));
    return outbox.find()
        ? OptionalLong.of((long) Double.parseDouble(outbox.group(1)))
        : OptionalLong.empty();
  }

  private Optional<String> get(String address, String type) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(ANSWER_TIMEOUT)
            .header("Accept", type)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == HTTP_OK ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<JsonObject> parse(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
