package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.IntakeIT.problem;
import static org.healthchain.consortium.RunningConsortium.object;
import static org.healthchain.texts.PageTexts.englishStart;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visit that is sent twice is recorded once, unless it is meant (FR-14). */
@Order(Integer.MAX_VALUE - 56)
@ExtendWith(SharedConsortium.class)
class SendingIT {
  private static final String SERVER = "institution-2";
  private static final int AT_ONCE = 8;

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  void theSameKeyGetsTheSameAnswerAndOtherContentUnderItIsRefused() throws Exception {
    String key = UUID.randomUUID().toString();
    HttpResponse<String> first = send(visit("Key Example", "one"), "Idempotency-Key", key);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    consortium.committed(SERVER, id(first), RunningConsortium.COMMIT);

    HttpResponse<String> again =
        send(visit("Key Example", "one"), "Idempotency-Key", '"' + key + '"');
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));

    JsonObject refused = problem(send(visit("Key Example", "two"), "Idempotency-Key", key), 422);
    assertThat(refused.getString("type")).endsWith("key-reused");
    assertThat(refused.getJsonObject("submission").getInt("id")).isEqualTo((int) id(first));
  }

  @Test
  void ofEightAtOnceUnderOneKeyOneIsRecorded() throws Exception {
    List<HttpResponse<String>> answers =
        atOnce(visit("Eight Example", "keyed"), "Idempotency-Key", UUID.randomUUID().toString());
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
  }

  @Test
  void ofEightAtOnceWithoutKeyOneIsRecordedAndTheOthersAreAsked() throws Exception {
    List<HttpResponse<String>> answers = atOnce(visit("Eight Example", "keyless"));
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 202)).hasSize(1);
    for (HttpResponse<String> answer : answers) {
      if (answer.statusCode() != 202) {
        assertThat(problem(answer, 409).getString("type")).endsWith("already-sent");
      }
    }
  }

  @Test
  void anEqualVisitIsSentAgainByNamingTheEarlierOne() throws Exception {
    HttpResponse<String> first = send(visit("Again Example", "twice"));
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    long earlier =
        problem(send(visit("AGAIN  Example", "twice")), 409)
            .getJsonObject("submission")
            .getInt("id");
    assertThat(earlier).isEqualTo(id(first));
    problem(send(visit("Again Example", "twice"), "Send-Again", "1"), 409);
    HttpResponse<String> again =
        send(visit("Again Example", "twice"), "Send-Again", String.valueOf(earlier));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
    assertThat(id(again)).isNotEqualTo(earlier);
    problem(send(visit("Again Example", "twice"), "Send-Again", String.valueOf(earlier)), 409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Idempotency-Key: ", "Idempotency-Key: a b", "Send-Again: x", "Send-Again: 0"})
  void aHeaderOfAnotherFormIsNamed(String header) throws Exception {
    String[] parts = header.split(": ", 2);
    JsonObject refused = problem(send(visit("Header Example", "x"), parts[0], parts[1]), 400);
    assertThat(refused.getString("detail")).contains(parts[0]);
  }

  @Test
  void thePageAsksBeforeAnEqualVisitIsSentAgain() throws Exception {
    WebUser doctor = WebUser.signedIn(consortium, SERVER, "doctor");
    Map<String, String> typed =
        Map.of(
            "visit:name", "Page Example",
            "visit:idNumber", "999-43-4444",
            "visit:time", "2026-01-02 03:04",
            "visit:notes", "Sent twice.");
    Document form = doctor.open("/doctor/visit.xhtml");
    assertThat(doctor.press(form, "visit:send", typed).select("#receiptTitle")).isNotEmpty();
    long count = newestId();
    assertThat(doctor.press(form, "visit:send", typed).select("#receiptTitle"))
        .as("the same form pressed twice")
        .isNotEmpty();
    assertThat(newestId()).isEqualTo(count);

    Document asked = doctor.press(doctor.open("/doctor/visit.xhtml"), "visit:send", typed);
    assertThat(asked.select("#question").text())
        .startsWith(englishStart("visit.again.EQUAL_VISIT"));
    assertThat(newestId()).isEqualTo(count);

    Document sent = doctor.press(asked, "visit:again", Map.of());
    assertThat(sent.select("#receiptTitle")).as(sent.text()).isNotEmpty();
    assertThat(newestId()).isGreaterThan(count);
  }

  private static List<HttpResponse<String>> atOnce(String visit, String... headers)
      throws Exception {
    HttpClient client = consortium.client(SERVER, "doctor");
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      sent.add(client.sendAsync(request(visit, headers), BodyHandlers.ofString()));
    }
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> one : sent) {
      answers.add(one.get());
    }
    return answers;
  }

  private static HttpResponse<String> send(String visit, String... headers) throws Exception {
    return consortium
        .client(SERVER, "doctor")
        .send(request(visit, headers), BodyHandlers.ofString());
  }

  private static HttpRequest request(String visit, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(consortium.uri(SERVER, "/api/visits"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-Requested-By", "test")
            .POST(BodyPublishers.ofString(visit));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  private static String visit(String name, String notes) {
    return Json.createObjectBuilder()
        .add("patientName", name)
        .add("patientIdNumber", "999-42-3333")
        .add("notes", notes)
        .build()
        .toString();
  }

  private static long newestId() throws Exception {
    String newest = consortium.get(SERVER, "/api/visits?limit=1").body();
    return Long.parseLong(newest.replaceAll(".*\"id\":(\\d+).*", "$1"));
  }

  private static long id(HttpResponse<String> answer) {
    return object(answer.body()).getJsonNumber("id").longValue();
  }
}
