package org.healthchain.web.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.healthchain.server.submission.Visit;
import org.healthchain.server.submission.VisitContent;
import org.junit.jupiter.api.Test;

class VisitFormTest {
  private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");
  private static final Diagnosis ASTHMA = new Diagnosis("J45.909", "Unspecified asthma");

  @Test
  void aFullFormHasNoProblemAndBecomesTheVisit() {
    VisitForm form =
        filled(" Ada Lovelace ", "999-1", "2026-11-22 14:05", List.of(ASTHMA), " fine ", "");
    assertThat(form.problems(ZoneOffset.UTC, NOW)).isEmpty();
    assertThat(form.toVisit(ZoneOffset.UTC))
        .isEqualTo(
            new Visit(
                "Ada Lovelace", "999-1", VisitContent.of(NOW, List.of(ASTHMA), "fine"), null));
  }

  @Test
  void anEmptyFormNamesEverythingAtOnce() {
    assertThat(keys(filled(null, " ", "", null, null, null)))
        .containsExactly(
            "visit.name.empty", "visit.id.empty", "visit.time.empty", "visit.diagnoses.empty");
  }

  @Test
  void aNoteAloneIsEnough() {
    assertThat(keys(form("2026-11-22 14:05", List.of(), "Came for a talk."))).isEmpty();
  }

  @Test
  void theFutureAndTheImpossibleAreToldApart() {
    assertThat(keys(form("2026-11-22 14:06", List.of(ASTHMA), "")))
        .containsExactly("visit.time.future");
    assertThat(keys(form("2026-11-31 14:06", List.of(ASTHMA), "")))
        .containsExactly("visit.time.impossible");
  }

  @Test
  void textThatIsNoCodeIsNamed() {
    assertThat(keys(form("2026-11-22 14:05", List.of(new Diagnosis("cough", null)), "")))
        .containsExactly("visit.diagnoses.unknown");
  }

  @Test
  void tooMuchIsRefused() {
    assertThat(
            keys(
                form(
                    "2026-11-22 14:05",
                    Collections.nCopies(VisitContent.MAX_DIAGNOSES + 1, ASTHMA),
                    "x".repeat(VisitContent.MAX_NOTES_CHARS + 1))))
        .containsExactly("visit.diagnoses.many", "visit.notes.long");
    assertThat(
            keys(
                filled(
                    "n".repeat(Visit.MAX_NAME_CHARS + 1),
                    "999-1",
                    "2026-11-22 14:05",
                    List.of(ASTHMA),
                    "",
                    "no id")))
        .containsExactly("visit.name.long", "visit.supersedes.unknown");
  }

  private static VisitForm filled(
      String name,
      String idNumber,
      String time,
      List<Diagnosis> diagnoses,
      String notes,
      String supersedes) {
    VisitForm form = new VisitForm();
    form.setName(name);
    form.setIdNumber(idNumber);
    form.setTime(time);
    form.setDiagnoses(diagnoses);
    form.setNotes(notes);
    form.setSupersedes(supersedes);
    return form;
  }

  private static VisitForm form(String time, List<Diagnosis> diagnoses, String notes) {
    return filled("Ada Lovelace", "999-1", time, diagnoses, notes, null);
  }

  private static List<String> keys(VisitForm form) {
    return form.problems(ZoneOffset.UTC, NOW).stream().map(Problem::messageKey).toList();
  }
}
