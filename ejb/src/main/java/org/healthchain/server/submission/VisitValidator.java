package org.healthchain.server.submission;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.healthchain.crypto.serialnumber.PatientIdentity;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.InvalidVisitException.Field;
import org.healthchain.server.submission.InvalidVisitException.Problem;

/** Says of each field of a visit what cannot be right. Message keys are the pages' bundles'. */
final class VisitValidator {
  static final int MIN_ID_CHARS = 5;
  static final int MAX_ID_CHARS = 24;

  /** Clocks differ a little. */
  static final Duration TOLERANCE = Duration.ofMinutes(2);

  static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{P}+|~]");
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}]*");
  private static final Pattern TRANSACTION_ID = Pattern.compile("[0-9a-f]{64}");

  private final Function<String, Optional<Diagnosis>> catalogue;

  /**
   * @param catalogue finds a diagnosis by its code
   */
  VisitValidator(Function<String, Optional<Diagnosis>> catalogue) {
    this.catalogue = catalogue;
  }

  /** All problems, in the order of the form; empty if the visit can be right. */
  List<Problem> problems(Visit visit, Instant now) {
    List<Problem> problems = new ArrayList<>();
    checkName(visit, problems);
    checkIdNumber(visit, problems);
    if (problems.isEmpty()) {
      checkIdentity(visit, problems);
    }
    checkTime(visit.content().visitTime(), now, problems);
    checkDiagnoses(visit.content().diagnoses(), problems);
    problems.addAll(visit.content().problems());
    if (visit.supersedes() != null && !TRANSACTION_ID.matcher(visit.supersedes()).matches()) {
      problems.add(new Problem(Field.SUPERSEDES, "visit.supersedes.unknown"));
    }
    return problems;
  }

  private static void checkName(Visit visit, List<Problem> problems) {
    String name = visit.patientName();
    if (name == null || name.isBlank()) {
      problems.add(new Problem(Field.PATIENT_NAME, "visit.name.empty"));
    } else if (name.length() > Visit.MAX_NAME_CHARS) {
      problems.add(new Problem(Field.PATIENT_NAME, "visit.name.long"));
    }
  }

  private static void checkIdNumber(Visit visit, List<Problem> problems) {
    String id = visit.patientIdNumber();
    if (id == null || id.isBlank()) {
      problems.add(new Problem(Field.PATIENT_ID_NUMBER, "visit.id.empty"));
      return;
    }
    String stripped = SEPARATORS.matcher(id).replaceAll("");
    if (stripped.length() < MIN_ID_CHARS
        || stripped.length() > MAX_ID_CHARS
        || !ID.matcher(stripped).matches()) {
      problems.add(new Problem(Field.PATIENT_ID_NUMBER, "visit.id.form"));
    }
  }

  /** What the serial number's normalisation refuses, such as control characters. */
  private static void checkIdentity(Visit visit, List<Problem> problems) {
    try {
      PatientIdentity.of(visit.patientName(), "AAAAA");
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(Field.PATIENT_NAME, "visit.name.form"));
    }
    try {
      PatientIdentity.of("A", visit.patientIdNumber());
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(Field.PATIENT_ID_NUMBER, "visit.id.form"));
    }
  }

  private static void checkTime(Instant time, Instant now, List<Problem> problems) {
    if (time == null) {
      problems.add(new Problem(Field.VISIT_TIME, "visit.time.empty"));
    } else if (time.isAfter(now.plus(TOLERANCE))) {
      problems.add(new Problem(Field.VISIT_TIME, "visit.time.future"));
    } else if (time.isBefore(EARLIEST) || time.atOffset(ZoneOffset.UTC).getYear() < 1900) {
      problems.add(new Problem(Field.VISIT_TIME, "visit.time.old"));
    }
  }

  private void checkDiagnoses(List<Diagnosis> diagnoses, List<Problem> problems) {
    boolean unknown =
        diagnoses.stream()
            .limit(VisitContent.MAX_DIAGNOSES)
            .anyMatch(one -> one.code() == null || catalogue.apply(one.code()).isEmpty());
    if (unknown) {
      problems.add(new Problem(Field.DIAGNOSES, "visit.diagnoses.unknown"));
    }
  }
}
