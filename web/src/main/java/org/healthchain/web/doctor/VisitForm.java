package org.healthchain.web.doctor;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.InvalidVisitException.Field;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.healthchain.server.submission.Visit;

/**
 * What stands in the form, as typed. Finds what can be found without the server's services, all at
 * once, so that nobody mends one field only to hear of the next; the service has the last word.
 */
final class VisitForm {
  final String name;
  final String idNumber;
  final String time;
  final List<Diagnosis> diagnoses;
  final String notes;
  final String supersedes;

  VisitForm(
      String name,
      String idNumber,
      String time,
      List<Diagnosis> diagnoses,
      String notes,
      String supersedes) {
    this.name = strip(name);
    this.idNumber = strip(idNumber);
    this.time = strip(time);
    this.diagnoses = diagnoses == null ? List.of() : List.copyOf(diagnoses);
    this.notes = notes == null ? "" : notes;
    this.supersedes = strip(supersedes);
  }

  List<Problem> problems(ZoneId zone, Instant now) {
    List<Problem> found = new ArrayList<>();
    if (name.isEmpty()) {
      found.add(new Problem(Field.PATIENT_NAME, "visit.name.empty"));
    } else if (name.length() > Visit.MAX_NAME_CHARS) {
      found.add(new Problem(Field.PATIENT_NAME, "visit.name.long"));
    }
    if (idNumber.isEmpty()) {
      found.add(new Problem(Field.PATIENT_ID_NUMBER, "visit.id.empty"));
    }
    timeProblem(zone, now).map(key -> new Problem(Field.VISIT_TIME, key)).ifPresent(found::add);
    diagnosisProblem().map(key -> new Problem(Field.DIAGNOSES, key)).ifPresent(found::add);
    if (notes.length() > Visit.MAX_NOTES_CHARS) {
      found.add(new Problem(Field.NOTES, "visit.notes.long"));
    }
    if (diagnoses.isEmpty() && notes.isBlank()) {
      found.add(new Problem(Field.DIAGNOSES, "visit.diagnoses.empty"));
    }
    if (!supersedes.isEmpty() && !supersedes.matches("[0-9a-f]{64}")) {
      found.add(new Problem(Field.SUPERSEDES, "visit.supersedes.unknown"));
    }
    return found;
  }

  private Optional<String> timeProblem(ZoneId zone, Instant now) {
    if (time.isEmpty()) {
      return Optional.of("visit.time.empty");
    }
    return VisitTime.parse(time, zone)
        .map(
            instant ->
                instant.isAfter(now) ? Optional.of("visit.time.future") : Optional.<String>empty())
        .orElse(Optional.of("visit.time.impossible"));
  }

  private Optional<String> diagnosisProblem() {
    if (diagnoses.stream().anyMatch(diagnosis -> diagnosis.description() == null)) {
      return Optional.of("visit.diagnoses.unknown");
    }
    return diagnoses.size() > Visit.MAX_DIAGNOSES
        ? Optional.of("visit.diagnoses.many")
        : Optional.empty();
  }

  /** Only for a form without problems. */
  Visit toVisit(ZoneId zone) {
    return new Visit(
        name,
        idNumber,
        VisitTime.parse(time, zone).orElseThrow(),
        diagnoses,
        notes.strip(),
        supersedes.isEmpty() ? null : supersedes);
  }

  private static String strip(String typed) {
    return typed == null ? "" : typed.strip();
  }
}
