package org.healthchain.operator.load;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One doctor at one server. Signs in once with name and password; the session's cookie does for the
 * rest, since checking a password is slow by design.
 */
final class DoctorClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  private final String server;
  private final URI visits;
  private final HttpClient client;

  private DoctorClient(String server, URI visits, HttpClient client) {
    this.server = server;
    this.visits = visits;
    this.client = client;
  }

  /** A refusal: what the server said, without what was sent. */
  static final class UnexpectedStatusException extends IOException {
    private static final long serialVersionUID = 1L;

    UnexpectedStatusException(int status, String body) {
      super("HTTP " + status + " " + body.substring(0, Math.min(body.length(), 200)));
    }
  }

  /**
   * @throws IOException if the server does not answer or refuses the account
   */
  static DoctorClient signIn(String server, String address, String userName, String password)
      throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .cookieHandler(new CookieManager())
            .build();
    URI visits = URI.create(address + "/api/visits");
    String credentials =
        Base64.getEncoder()
            .encodeToString((userName + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(visits + "?limit=1"))
            .timeout(TIMEOUT)
            .header("Authorization", "Basic " + credentials)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IOException(
            server + " refuses the account " + userName + ": HTTP " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new DoctorClient(server, visits, client);
  }

  String server() {
    return server;
  }

  /** Sends a visit; the future has the submission as the server answered it. */
  CompletableFuture<JsonObject> submit(JsonObject visit) {
    HttpRequest request =
        HttpRequest.newBuilder(visits)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-Requested-By", "load driver")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(visit.toString()))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenCompose(
            response ->
                response.statusCode() == ACCEPTED
                    ? CompletableFuture.completedFuture(object(response.body()))
                    : CompletableFuture.failedFuture(
                        new UnexpectedStatusException(response.statusCode(), response.body())));
  }

  /** The doctor's submissions, newest first. */
  JsonArray submissions(int offset, int limit) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(visits + "?offset=" + offset + "&limit=" + limit))
            .timeout(TIMEOUT)
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new UnexpectedStatusException(response.statusCode(), response.body());
    }
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readArray();
    } catch (JsonException e) {
      throw new IOException(server + " answers with something else than JSON", e);
    }
  }

  private static JsonObject object(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }
}
