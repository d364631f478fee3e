package org.healthchain.consortium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.IntakeIT.problem;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every refusal under {@code /api} is a problem as RFC 9457 has it, and what pages say is true. */
@Order(Integer.MAX_VALUE - 58)
@ExtendWith(SharedConsortium.class)
class ProblemsIT {
  private static final String SERVER = "institution-2";

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  void whoIsNotSignedInIsAskedTo() throws Exception {
    HttpResponse<String> answer = send(HttpClient.newHttpClient(), request("/api/visits"));
    problem(answer, 401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
  }

  @Test
  void credentialsThatComeAlongAreAlwaysChecked() throws Exception {
    HttpClient doctor = consortium.client(SERVER, "doctor");
    String own = RunningConsortium.basic("doctor", consortium.password(SERVER, "doctor"));
    String other = RunningConsortium.basic("operator", consortium.password(SERVER, "operator"));
    String wrong = RunningConsortium.basic("doctor", "wrong");
    for (String credentials : new String[] {other, wrong, "Basic ???", "Bearer x"}) {
      HttpRequest.Builder request = request("/api/visits").header("Authorization", credentials);
      problem(send(doctor, request), 401);
    }
    problem(
        send(HttpClient.newHttpClient(), request("/api/status").header("Authorization", wrong)),
        401);
    HttpResponse<String> agreeing =
        send(doctor, request("/api/visits").header("Authorization", own));
    assertThat(agreeing.statusCode()).isEqualTo(200);
    assertThat(send(doctor, request("/api/visits")).statusCode())
        .as("the session is still its owner's")
        .isEqualTo(200);
  }

  @Test
  void rolesAddressesMethodsAndFormsAreToldApart() throws Exception {
    HttpClient operator = consortium.client(SERVER, "operator");
    HttpClient doctor = consortium.client(SERVER, "doctor");
    problem(send(operator, request("/api/visits")), 403);
    problem(send(doctor, request("/api/blocks/999999999")), 404);
    problem(send(doctor, request("/api/visits/999999999")), 404);
    problem(send(doctor, request("/api/visits").header("Accept", "text/html")), 406);
    HttpResponse<String> method =
        send(doctor, request("/api/visits").method("DELETE", BodyPublishers.noBody()));
    problem(method, 405);
    assertThat(method.headers().firstValue("Allow"))
        .hasValueSatisfying(value -> assertThat(value).contains("GET").contains("POST"));
    HttpRequest.Builder withoutHeader =
        request("/api/visits")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));
    assertThat(problem(send(doctor, withoutHeader), 403).getString("detail"))
        .contains("X-Requested-By");
    HttpRequest.Builder large =
        request("/api/visits")
            .header("Content-Type", "application/json")
            .header("X-Requested-By", "test")
            .POST(BodyPublishers.ofString(" ".repeat(300_000)));
    problem(send(doctor, large), 413);
  }

  @Test
  void aProblemSpeaksTheCallersLanguage() throws Exception {
    HttpClient doctor = consortium.client(SERVER, "doctor");
    HttpResponse<String> answer =
        send(doctor, request("/api/visits?limit=x").header("Accept-Language", "zh-CN"));
    JsonObject problem = problem(answer, 400);
    assertThat(answer.headers().firstValue("Content-Language")).contains("zh-Hans");
    assertThat(problem.getString("title")).isEqualTo("地址参数有误");
    problem(
        send(HttpClient.newHttpClient(), request("/api/visits").header("Accept-Language", "zh-CN")),
        401);
  }

  @Test
  void aFormWithoutNonceSendsNothingAndThePageSaysSo() throws Exception {
    WebUser doctor = WebUser.signedIn(consortium, SERVER, "doctor");
    Map<String, String> typed =
        Map.of(
            "visit:name", "Nonce Example",
            "visit:idNumber", "999-41-2222",
            "visit:notes", "Sent without the page's scripts.");
    Document page = doctor.open("/doctor/visit.xhtml");
    page.select("script[nonce]").removeAttr("nonce");
    String before = newestId();

    Document answer = doctor.press(page, "visit:send", typed);

    assertThat(answer.text()).contains("your last step was not carried out");
    assertThat(newestId()).isEqualTo(before);
    Document sent = doctor.press(doctor.open("/doctor/visit.xhtml"), "visit:send", typed);
    assertThat(sent.select("#receiptTitle")).as(sent.text()).isNotEmpty();
    assertThat(newestId()).isNotEqualTo(before);
  }

  private static String newestId() throws Exception {
    String newest = consortium.get(SERVER, "/api/visits?limit=1").body();
    return newest.replaceAll(".*\"id\":(\\d+).*", "$1");
  }

  private static HttpRequest.Builder request(String path) throws Exception {
    return HttpRequest.newBuilder(consortium.uri(SERVER, path)).timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }
}
