package org.healthchain.server.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.healthchain.server.intake.Finding.Kind;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what was sent. */
class SentVisitTest {
  private static final String VISIT_FIELDS =
      "diagnoses, notes, patientIdNumber, patientName, supersedes, visitTime";

  @Test
  void aWholeVisitIsReadToTheLetter() throws Exception {
    String json =
        "\ufeff{\"patientName\": \" Zo\\u00eb \", \"patientIdNumber\":\"1-2\",\n"
            + " \"visitTime\":\"2026-01-01T00:30:00+08:00\","
            + " \"diagnoses\":[{\"code\":\"j45909\"},{\"code\":\"I10\",\"description\":\"High\"}],"
            + " \"notes\":\"a\\n\\tb \\u0000\", \"supersedes\":null}\n";
    assertThat(SentVisit.ofJson(json.getBytes(UTF_8)))
        .isEqualTo(
            new SentVisit(
                " Zoë ",
                "1-2",
                new SentContent(
                    "2026-01-01T00:30:00+08:00",
                    null,
                    List.of(new SentDiagnosis("j45909", null), new SentDiagnosis("I10", "High")),
                    "a\n\tb \0"),
                null));
  }

  @Test
  void whatIsLeftOutIsLeftOut() throws Exception {
    assertThat(SentVisit.ofJson("{}".getBytes(UTF_8)))
        .isEqualTo(new SentVisit(null, null, new SentContent(null, null, List.of(), null), null));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        at("{\"diagnosis\":[]}", "diagnosis", Kind.UNKNOWN_FIELD, VISIT_FIELDS),
        at("{\"visittime\":\"x\"}", "visittime", Kind.UNKNOWN_FIELD, VISIT_FIELDS),
        at("{\"notes\":\"a\",\"notes\":\"b\"}", "notes", Kind.FIELD_TWICE),
        at("{\"notes\":null,\"notes\":\"b\"}", "notes", Kind.FIELD_TWICE),
        at("{\"patientName\":[\"a\",\"b\"]}", "patientName", Kind.NO_TEXT),
        at("{\"patientName\":5}", "patientName", Kind.NO_TEXT),
        at("{\"patientName\":true}", "patientName", Kind.NO_TEXT),
        at("{\"patientName\":{\"given\":\"a\"}}", "patientName", Kind.NO_TEXT),
        at("{\"patientIdNumber\":110101199003070000}", "patientIdNumber", Kind.NO_TEXT),
        at("{\"patientIdNumber\":1e999999999}", "patientIdNumber", Kind.NO_TEXT),
        at("{\"patientIdNumber\":1e99999999999999999}", "patientIdNumber", Kind.NO_TEXT),
        at("{\"diagnoses\":\"J45.909\"}", "diagnoses", Kind.NO_LIST),
        at("{\"diagnoses\":{\"code\":\"J45.909\"}}", "diagnoses", Kind.NO_LIST),
        at("{\"diagnoses\":[{\"code\":\"I10\"},\"I10\"]}", "diagnoses[1]", Kind.NO_OBJECT),
        at("{\"diagnoses\":[null]}", "diagnoses[0]", Kind.NO_OBJECT),
        at(
            "{\"diagnoses\":[{\"kode\":\"I10\"}]}",
            "diagnoses[0].kode",
            Kind.UNKNOWN_FIELD,
            "code, description"),
        at("{\"diagnoses\":[{\"code\":1}]}", "diagnoses[0].code", Kind.NO_TEXT),
        at("[]", "", Kind.NO_OBJECT),
        at("\"x\"", "", Kind.NO_OBJECT),
        at("null", "", Kind.NO_OBJECT),
        at("{}{}", "", Kind.MORE_BEHIND),
        at("{} x", "", Kind.MORE_BEHIND),
        at("{},", "", Kind.MORE_BEHIND),
        at("", "", Kind.NOTHING_SENT),
        at(" \n", "", Kind.NOTHING_SENT),
        at("\ufeff", "", Kind.NOTHING_SENT),
        at("{", "", Kind.ENDS_EARLY),
        at("{\"notes\":", "", Kind.ENDS_EARLY),
        at("{\"notes\":\"x", "", Kind.ENDS_EARLY),
        at("{\"notes\":\"x\"", "", Kind.ENDS_EARLY),
        at("{\"notes\":tru", "", Kind.ENDS_EARLY),
        at("{\"notes\":\n 'x'}", "", Kind.NOT_JSON, 2, 2),
        at("{\"notes\":\"a\tb\"}", "", Kind.NOT_JSON, 1, 12),
        at("{\"notes\":\"a\",}", "", Kind.NOT_JSON, 1, 14),
        at("{\"notes\":01}", "", Kind.NOT_JSON, 1, 11),
        at("{\"x\":" + "[".repeat(16) + "]".repeat(16) + "}", "x", Kind.TOO_DEEP, 16),
        at("[".repeat(100_000), "", Kind.TOO_DEEP, 16));
  }

  private static Arguments at(String json, String place, Kind kind, Object... arguments) {
    return Arguments.of(json, Finding.at(new Place(place), kind, arguments));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsNamedWithItsPlace(String json, Finding expected) {
    assertThat(refusal(json.getBytes(UTF_8)).findings()).contains(expected);
    assertThat(refusal(json.getBytes(UTF_8)).malformed()).isTrue();
  }

  @Test
  void everyUnknownFieldIsNamedAtOnce() {
    String json = "{\"diagnosis\":[{\"code\":[[1]]}],\"note\":\"x\",\"notes\":7,\"supersede\":{}}";
    assertThat(refusal(json.getBytes(UTF_8)).findings())
        .extracting(finding -> finding.kind() + " " + finding.place())
        .containsExactly(
            "UNKNOWN_FIELD diagnosis",
            "UNKNOWN_FIELD note",
            "NO_TEXT notes",
            "UNKNOWN_FIELD supersede");
  }

  @Test
  void aThousandUnknownFieldsMakeNoThousandFindings() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      json.append("\"f").append(i).append("\":0,");
    }
    List<Finding> findings = refusal(json.append("\"g\":0}").toString().getBytes(UTF_8)).findings();
    assertThat(findings).hasSize(StrictJson.MAX_FINDINGS + 1);
    assertThat(findings.get(StrictJson.MAX_FINDINGS).kind()).isEqualTo(Kind.AND_MORE);
  }

  @Test
  void otherEncodingsAreRefusedAndNeverGuessed() {
    String name = "{\"patientName\":\"Müller Eva\"}";
    assertThat(refusal(name.getBytes(ISO_8859_1)).findings())
        .containsExactly(Finding.at(Place.DOCUMENT, Kind.NOT_UTF8, 18));
    byte[] chinese = "{\"patientName\":\"张伟\"}".getBytes(Charset.forName("GB18030"));
    assertThat(refusal(chinese).findings())
        .containsExactly(Finding.at(Place.DOCUMENT, Kind.NOT_UTF8, 17));
    byte[] cut = "{\"patientName\":\"ü".getBytes(UTF_8);
    assertThat(refusal(Arrays.copyOf(cut, cut.length - 1)).findings())
        .containsExactly(Finding.at(Place.DOCUMENT, Kind.NOT_UTF8, 17));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"})
  void widerEncodingsOfUnicodeAreRefusedToo(String charset) {
    byte[] bytes = "{\"patientName\":\"Müller\"}".getBytes(Charset.forName(charset));
    assertThat(refusal(bytes).malformed()).isTrue();
  }

  @Test
  void aNameOfAFieldIsPrintedSafely() {
    String json = "{\"\\u0000\\ud800" + "x".repeat(200) + "\":1}";
    assertThat(refusal(json.getBytes(UTF_8)).findings().get(0).place().path())
        .isEqualTo("??" + "x".repeat(58) + "…");
  }

  @Test
  void neitherVisitNorRefusalPrintsWhatWasSent() throws Exception {
    SentVisit sent =
        SentVisit.ofJson(
            "{\"patientName\":\"Ada\",\"notes\":\"cough\",\"diagnoses\":[{\"code\":\"I10\"}]}"
                .getBytes(UTF_8));
    assertThat(sent.toString() + sent.content() + sent.content().diagnoses())
        .doesNotContain("Ada", "cough", "I10");
    assertThat(refusal("{\"Ada\":\"cough\"}".getBytes(UTF_8)).toString())
        .doesNotContain("Ada", "cough");
  }

  private static InvalidVisitException refusal(byte[] json) {
    return catchThrowableOfType(InvalidVisitException.class, () -> SentVisit.ofJson(json));
  }
}
