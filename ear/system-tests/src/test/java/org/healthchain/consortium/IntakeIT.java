package org.healthchain.consortium;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.object;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read is what was sent, or is refused with the place: over HTTP, row by row (FR-14). */
@Order(Integer.MAX_VALUE - 57)
@ExtendWith(SharedConsortium.class)
class IntakeIT {
  private static final String SERVER = "institution-2";
  private static final String JSON = "application/json";

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  /**
   * A body and its refusal.
   *
   * @param fields each with the kind of what is wrong, in their order
   */
  private record Row(
      String what, String contentType, byte[] body, int status, List<String> fields) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("ISO-8859-1 declared", JSON + ";charset=ISO-8859-1", ISO_8859_1, 415),
        row("ISO-8859-1 not declared", JSON, ISO_8859_1, 400, "NOT_UTF8 "),
        row("GB18030 declared", JSON + "; charset=\"gb18030\"", Charset.forName("GB18030"), 415),
        row("GB18030 not declared", JSON, Charset.forName("GB18030"), 400, "NOT_UTF8 "),
        row("no JSON declared", "text/plain", UTF_8, 415),
        row("form declared", "application/x-www-form-urlencoded", UTF_8, 415),
        row("no content type", "nonsense", UTF_8, 400),
        row("lost character", "\"patientName\":\"M\ufffdller\"", 422, "LOST_CHARACTER patientName"),
        row("misspelt diagnoses", "\"diagnosis\":[]", 400, "UNKNOWN_FIELD diagnosis"),
        row("misspelt time", "\"visittime\":\"2026\"", 400, "UNKNOWN_FIELD visittime"),
        row(
            "misspelt twice",
            "\"supersede\":\"x\",\"note\":\"y\"",
            400,
            "UNKNOWN_FIELD supersede",
            "UNKNOWN_FIELD note"),
        row(
            "misspelt code",
            "\"diagnoses\":[{\"Code\":\"I10\"}]",
            400,
            "UNKNOWN_FIELD diagnoses[0].Code"),
        raw("two documents", visit("") + visit(""), 400, "MORE_BEHIND "),
        raw("cut off", visit("").substring(0, 40), 400, "ENDS_EARLY "),
        raw("no JSON", "patientName=Ada", 400, "NOT_JSON "),
        raw("nothing", "", 400, "NOTHING_SENT "),
        raw("a list", "[" + visit("") + "]", 400, "NO_OBJECT "),
        row("key twice", "\"notes\":\"a\",\"notes\":\"b\"", 400, "FIELD_TWICE notes"),
        row("list for text", "\"patientName\":[\"a\",\"b\"]", 400, "NO_TEXT patientName"),
        row("number for text", "\"patientName\":5", 400, "NO_TEXT patientName"),
        row("truth for text", "\"patientName\":true", 400, "NO_TEXT patientName"),
        row("bare ID number", "\"patientIdNumber\":1234567", 400, "NO_TEXT patientIdNumber"),
        row("vast number", "\"patientIdNumber\":1e999999999", 400, "NO_TEXT patientIdNumber"),
        row(
            "rounded by a spreadsheet",
            "\"patientIdNumber\":\"1.10101E+17\"",
            422,
            "ID_ROUNDED patientIdNumber"),
        row("NUL", "\"notes\":\"a\\u0000b\"", 422, "FORBIDDEN_CHARACTER notes"),
        row("bell", "\"notes\":\"a\\u0007b\"", 422, "FORBIDDEN_CHARACTER notes"),
        row("lone surrogate", "\"notes\":\"a\\ud800b\"", 422, "HALF_CHARACTER notes"),
        row("line in a name", "\"patientName\":\"A\\nB\"", 422, "FORBIDDEN_CHARACTER patientName"),
        row(
            "unknown code",
            "\"diagnoses\":[{\"code\":\"J45.909\"},{\"code\":\"J99.9\"}]",
            422,
            "DIAGNOSIS_UNKNOWN diagnoses[1]"),
        row(
            "other words",
            "\"diagnoses\":[{\"code\":\"J45.909\",\"description\":\"Cough\"}]",
            422,
            "DIAGNOSIS_WORDS diagnoses[0].description"),
        row(
            "time without offset",
            "\"visitTime\":\"2026-01-01T00:30:00\"",
            422,
            "TIME_WITHOUT_OFFSET visitTime"),
        row(
            "no such day",
            "\"visitTime\":\"2026-02-30T00:30:00Z\"",
            422,
            "TIME_IMPOSSIBLE visitTime"));
  }

  /** A good visit in another encoding. */
  private static Row row(
      String what, String contentType, Charset charset, int status, String... fields) {
    byte[] body = visit("\"patientName\":\"Müller 张伟\"").getBytes(charset);
    return new Row(what, contentType, body, status, List.of(fields));
  }

  /** A good visit but for one member. */
  private static Row row(String what, String member, int status, String... fields) {
    return raw(what, visit(member), status, fields);
  }

  private static Row raw(String what, String body, int status, String... fields) {
    return new Row(what, JSON, body.getBytes(UTF_8), status, List.of(fields));
  }

  /** A good visit with that member in place of its own. */
  private static String visit(String member) {
    Map<String, String> good =
        Map.of(
            "patientName", "\"Intake Example\"",
            "patientIdNumber", "\"999-40-1111\"",
            "notes", "\"Seen\\n\\tin the test of the intake.\"");
    StringBuilder json = new StringBuilder("{").append(member);
    good.forEach(
        (name, value) -> {
          if (!member.contains("\"" + name + "\"")) {
            json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":");
            json.append(value);
          }
        });
    return json.append("}").toString();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatCannotBeReadAsSentIsRefusedWithItsPlace(Row row) throws Exception {
    long before = count();

    HttpResponse<String> answer = post(row.contentType(), row.body());

    JsonObject problem = problem(answer, row.status());
    JsonArray fields = problem.getJsonArray("fields");
    List<String> found =
        fields == null
            ? List.of()
            : fields.getValuesAs(JsonObject.class).stream()
                .map(field -> field.getString("kind") + " " + field.getString("field"))
                .toList();
    assertThat(found).isEqualTo(row.fields());
    assertThat(answer.body()).doesNotContain("Intake Example").doesNotContain("999-40-1111");
    assertThat(count()).as("nothing is stored").isEqualTo(before);
  }

  @Test
  void aGoodVisitIsTakenWhateverTheCaseOfItsContentType() throws Exception {
    HttpResponse<String> answer =
        post(
            "application/JSON; charset=UTF-8",
            visit("\"diagnoses\":[{\"code\":\"J45.909\"},{\"code\":\"j45909\"}]").getBytes(UTF_8));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonObject remark = object(answer.body()).getJsonArray("remarks").getJsonObject(0);
    assertThat(remark.getString("field")).isEqualTo("diagnoses[1]");
    assertThat(remark.getString("kind")).isEqualTo("DIAGNOSIS_TWICE");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void aWrongParameterIsNamed(String query, String field) throws Exception {
    JsonObject problem = problem(consortium.get(SERVER, "/api/visits?" + query), 400);
    assertThat(problem.getJsonArray("fields").getJsonObject(0).getString("field")).isEqualTo(field);
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
            "limit=abc",
            "limit=0",
            "limit=201",
            "limit=",
            "offset=2147483648",
            "offset=-1",
            "limit=1&limit=2",
            "lim=1")
        .map(query -> Arguments.of(query, query.split("=")[0]));
  }

  /** The problem that an answer is, of that status. */
  static JsonObject problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonObject problem = object(answer.body());
    assertThat(problem.getString("type")).startsWith("urn:healthchain:problem:");
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    return problem;
  }

  private static HttpResponse<String> post(String contentType, byte[] body) throws Exception {
    return consortium
        .client(SERVER, "doctor")
        .send(
            HttpRequest.newBuilder(consortium.uri(SERVER, "/api/visits"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", contentType)
                .header("X-Requested-By", "test")
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static long count() throws Exception {
    HttpResponse<String> answer = consortium.get(SERVER, "/api/visits?limit=200");
    assertThat(answer.statusCode()).isEqualTo(200);
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readArray().size();
    }
  }
}
