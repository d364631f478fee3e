package org.healthchain.web.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.InvalidVisitException.Field;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.healthchain.server.submission.Visit;
import org.healthchain.server.submission.VisitContent;

/** A visit as JSON. Fields for JSON-B; lives in request memory only. */
public class VisitRequest {
  public String patientName;
  public String patientIdNumber;

  /** ISO 8601 with offset, such as {@code 2026-11-22T14:05:00Z}; now if absent. */
  public String visitTime;

  public List<Code> diagnoses;
  public String notes;

  /** Transaction id of the record that this one corrects, or null. */
  public String supersedes;

  /** A coded diagnosis; the description may be left out where the server's catalogue has it. */
  public static class Code {
    public String code;
    public String description;
  }

  /** Problems that keep this from being a {@link Visit} at all; the service finds the rest. */
  List<Problem> problems() {
    List<Problem> found = new ArrayList<>();
    if (patientName == null || patientName.isBlank()) {
      found.add(new Problem(Field.PATIENT_NAME, "visit.name.empty"));
    }
    if (patientIdNumber == null || patientIdNumber.isBlank()) {
      found.add(new Problem(Field.PATIENT_ID_NUMBER, "visit.id.empty"));
    }
    if (time() == null) {
      found.add(new Problem(Field.VISIT_TIME, "visit.time.impossible"));
    }
    if (diagnoses != null && diagnoses.size() > VisitContent.MAX_DIAGNOSES) {
      found.add(new Problem(Field.DIAGNOSES, "visit.diagnoses.many"));
    } else if (diagnoses != null
        && diagnoses.stream().anyMatch(code -> code == null || code.code == null)) {
      found.add(new Problem(Field.DIAGNOSES, "visit.diagnoses.unknown"));
    }
    return found;
  }

  /** Only if there are no {@link #problems()}. */
  Visit toVisit(List<Diagnosis> known) {
    return new Visit(
        patientName.strip(),
        patientIdNumber.strip(),
        new VisitContent(time(), known, notes),
        supersedes == null || supersedes.isBlank() ? null : supersedes.strip());
  }

  private Instant time() {
    try {
      return visitTime == null || visitTime.isBlank()
          ? Instant.now()
          : OffsetDateTime.parse(visitTime.strip()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
