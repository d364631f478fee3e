package org.healthchain.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.Finding.Kind;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.5Z");
  private static final String TIME = "2026-11-22T12:00:00Z";
  private static final Diagnosis ASTHMA = new Diagnosis("J45.909", "Unspecified asthma");
  private static final SentDiagnosis SENT_ASTHMA = new SentDiagnosis("J45.909", null);
  private static final String RECORD = "ab".repeat(32);

  private final VisitIntake intake =
      new VisitIntake(
          code ->
              code.replace(".", "").equalsIgnoreCase("J45909")
                  ? Optional.of(ASTHMA)
                  : Optional.empty());

  @Test
  void anOrdinaryVisitIsTakenAsItWasSent() throws Exception {
    AcceptedVisit taken =
        accept(" Zoë O’Neill ", "999-12-3456", content(TIME, List.of(SENT_ASTHMA), " a\n b "));
    assertThat(taken.visit())
        .isEqualTo(
            new Visit(
                "Zoë O’Neill",
                "999-12-3456",
                new VisitContent(Instant.parse(TIME), List.of(ASTHMA), " a\n b "),
                null));
    assertThat(taken.timeGiven()).isTrue();
    assertThat(taken.remarks()).isEmpty();
    assertThat(kinds(sent("王小明", "11010519491231002X", content(TIME, List.of(), "note"))))
        .isEmpty();
  }

  @Test
  void aVisitWithoutTimeIsOfNow() throws Exception {
    AcceptedVisit taken = accept("A", "12345", content(null, List.of(SENT_ASTHMA), null));
    assertThat(taken.visit().content().visitTime()).isEqualTo(TIME);
    assertThat(taken.timeGiven()).isFalse();
    assertThat(kinds(sent("A", "12345", content("", List.of(SENT_ASTHMA), null))))
        .as("an empty text is no time left out")
        .containsExactly(Kind.TIME_EMPTY);
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    SentVisit visit =
        new SentVisit(
            " ",
            null,
            new SentContent(
                "2026-11-22T13:00:00Z", null, List.of(new SentDiagnosis("X", null)), "\0"),
            "zz");
    assertThat(kinds(visit))
        .containsExactly(
            Kind.NAME_EMPTY,
            Kind.ID_EMPTY,
            Kind.TIME_IN_FUTURE,
            Kind.DIAGNOSIS_UNKNOWN,
            Kind.FORBIDDEN_CHARACTER,
            Kind.SUPERSEDES_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "12_34", "12 34", "1234567890123456789012345", "12345$", "12=45"})
  void anIdNumberOfWrongFormIsRefused(String id) {
    assertThat(kinds(of("A", id))).containsExactly(Kind.ID_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "1-2.3/4 5", "123456789012345678901234", "x1y2z", "12E345"})
  void separatorsDoNotCount(String id) {
    assertThat(kinds(of("A", id))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.10101E+17", "1,10101E+17", "1.1e17", "1E+17", " 4.4e+05 ", "１．１０１０１Ｅ＋１７"})
  void anIdNumberThatASpreadsheetRoundedIsRefused(String id) {
    assertThat(kinds(of("A", id))).containsExactly(Kind.ID_ROUNDED);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:01:00Z, ",
    "2026-11-22T12:03:00Z, TIME_IN_FUTURE",
    "1900-01-01T00:00:00Z, ",
    "1899-12-31T23:59:59Z, TIME_TOO_OLD",
    "2026-11-22T12:00:00, TIME_WITHOUT_OFFSET"
  })
  void theTimeMustLieInAPatientsLife(String time, Kind expected) {
    List<Kind> kinds = kinds(sent("A", "12345", content(time, List.of(SENT_ASTHMA), "")));
    assertThat(kinds).isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void aFormsTimeIsOfItsZone() throws Exception {
    SentContent content =
        new SentContent("2026-11-22 13:00", ZoneOffset.ofHours(8), List.of(), "note");
    assertThat(accept("A", "12345", content).visit().content().visitTime())
        .isEqualTo("2026-11-22T05:00:00Z");
  }

  @Test
  void lengthsHaveLimits() {
    assertThat(kinds(of("x".repeat(201), "12345"))).containsExactly(Kind.NAME_LONG);
    assertThat(kinds(sent("A", "12345", content(TIME, List.of(SENT_ASTHMA), "x".repeat(20_001)))))
        .containsExactly(Kind.NOTES_LONG);
    assertThat(kinds(sent("A", "12345", content(TIME, Collections.nCopies(21, SENT_ASTHMA), ""))))
        .containsExactly(Kind.DIAGNOSES_MANY);
  }

  @Test
  void aVisitWithoutDiagnosisNeedsWords() {
    assertThat(kinds(sent("A", "12345", content(TIME, List.of(), " "))))
        .containsExactly(Kind.CONTENT_EMPTY);
  }

  @Test
  void theEntryAtFaultIsNamed() {
    SentContent content =
        content(
            TIME,
            Arrays.asList(
                SENT_ASTHMA,
                new SentDiagnosis(" J99.9", null),
                new SentDiagnosis(null, "asthma"),
                new SentDiagnosis("J45.909", "Asthma"),
                new SentDiagnosis("\0" + "x".repeat(30), null)),
            "");
    assertThat(findings(sent("A", "12345", content)))
        .contains(
            Finding.at(new Place("diagnoses[1]"), Kind.DIAGNOSIS_UNKNOWN, "J99.9"),
            Finding.at(new Place("diagnoses[2]"), Kind.DIAGNOSIS_EMPTY),
            Finding.at(
                new Place("diagnoses[3].description"),
                Kind.DIAGNOSIS_WORDS,
                "J45.909",
                "Unspecified asthma"),
            Finding.at(new Place("diagnoses[4]"), Kind.DIAGNOSIS_UNKNOWN, "?"));
  }

  @Test
  void oneDiagnosisWrittenTwiceIsTakenOnceAndTold() throws Exception {
    SentContent content =
        content(TIME, List.of(SENT_ASTHMA, new SentDiagnosis("j45909", null)), "");
    AcceptedVisit taken = accept("A", "12345", content);
    assertThat(taken.visit().content().diagnoses()).containsExactly(ASTHMA);
    assertThat(taken.remarks())
        .containsExactly(
            Finding.at(new Place("diagnoses[1]"), Kind.DIAGNOSIS_TWICE, "J45.909", "diagnoses[0]"));
  }

  @Test
  void theRuleForTextHoldsInEveryField() {
    SentVisit visit =
        new SentVisit(
            "M\ufffdller",
            "12\u000045",
            content(TIME, List.of(SENT_ASTHMA), "well \ud800"),
            RECORD);
    assertThat(findings(visit))
        .containsExactly(
            Finding.at(new Place("patientName"), Kind.LOST_CHARACTER, 2, "U+FFFD"),
            Finding.at(new Place("patientIdNumber"), Kind.FORBIDDEN_CHARACTER, 3, "U+0000"),
            Finding.at(new Place("notes"), Kind.HALF_CHARACTER, 6, "U+D800"));
    assertThat(kinds(of("A\u0007B", "12345"))).containsExactly(Kind.FORBIDDEN_CHARACTER);
  }

  private AcceptedVisit accept(String name, String id, SentContent content) throws Exception {
    return intake.accept(sent(name, id, content), NOW);
  }

  private static SentVisit of(String name, String id) {
    return sent(name, id, content(TIME, List.of(SENT_ASTHMA), ""));
  }

  private static SentVisit sent(String name, String id, SentContent content) {
    return new SentVisit(name, id, content, null);
  }

  private static SentContent content(String time, List<SentDiagnosis> diagnoses, String notes) {
    return new SentContent(time, null, diagnoses, notes);
  }

  private List<Finding> findings(SentVisit visit) {
    InvalidVisitException refusal =
        catchThrowableOfType(InvalidVisitException.class, () -> intake.accept(visit, NOW));
    return refusal == null ? List.of() : refusal.findings();
  }

  private List<Kind> kinds(SentVisit visit) {
    return findings(visit).stream().map(Finding::kind).toList();
  }
}
