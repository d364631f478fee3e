package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitValidatorTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Diagnosis ASTHMA = new Diagnosis("J45.909", "Unspecified asthma");

  private final VisitValidator validator =
      new VisitValidator(
          code -> code.equals(ASTHMA.code()) ? Optional.of(ASTHMA) : Optional.empty());

  @Test
  void anOrdinaryVisitHasNoProblem() {
    assertThat(keys(visit("Zoë O’Neill", "999-12-3456", NOW, List.of(ASTHMA), ""))).isEmpty();
    assertThat(keys(visit("王小明", "11010519491231002X", NOW, List.of(), "note"))).isEmpty();
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    Visit visit =
        new Visit(
            " ",
            "",
            VisitContent.of(NOW.plusSeconds(3600), List.of(new Diagnosis("X", "?")), null),
            "zz");
    assertThat(keys(visit))
        .containsExactly(
            "visit.name.empty",
            "visit.id.empty",
            "visit.time.future",
            "visit.diagnoses.unknown",
            "visit.supersedes.unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "12_34", "12 34", "1234567890123456789012345", "12345$", "12=45"})
  void anIdNumberOfWrongFormIsRefused(String id) {
    assertThat(keys(visit("A", id, NOW, List.of(ASTHMA), ""))).containsExactly("visit.id.form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "1-2.3/4 5", "123456789012345678901234", "x1y2z"})
  void separatorsDoNotCount(String id) {
    assertThat(keys(visit("A", id, NOW, List.of(ASTHMA), ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:01:00Z, ''",
    "2026-11-22T12:03:00Z, visit.time.future",
    "1900-01-01T00:00:00Z, ''",
    "1899-12-31T23:59:59Z, visit.time.old"
  })
  void theTimeMustLieInAPatientsLife(Instant time, String expected) {
    List<String> keys = keys(visit("A", "12345", time, List.of(ASTHMA), ""));
    assertThat(keys).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @Test
  void lengthsHaveLimits() {
    assertThat(keys(visit("x".repeat(201), "12345", NOW, List.of(ASTHMA), "")))
        .containsExactly("visit.name.long");
    assertThat(keys(visit("A", "12345", NOW, List.of(ASTHMA), "x".repeat(20_001))))
        .containsExactly("visit.notes.long");
    assertThat(keys(visit("A", "12345", NOW, Collections.nCopies(21, ASTHMA), "")))
        .containsExactly("visit.diagnoses.many");
  }

  @Test
  void aVisitWithoutDiagnosisNeedsWords() {
    assertThat(keys(visit("A", "12345", NOW, new ArrayList<>(), " ")))
        .containsExactly("visit.diagnoses.empty");
  }

  @Test
  void controlCharactersInANameAreRefused() {
    assertThat(keys(visit("A\u0007B", "12345", NOW, List.of(ASTHMA), "")))
        .containsExactly("visit.name.form");
  }

  private static Visit visit(
      String name, String id, Instant time, List<Diagnosis> diagnoses, String notes) {
    return new Visit(name, id, VisitContent.of(time, diagnoses, notes), null);
  }

  private List<String> keys(Visit visit) {
    return validator.problems(visit, NOW).stream().map(Problem::messageKey).toList();
  }
}
