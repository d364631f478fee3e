package org.healthchain.server.submission;

import java.time.Instant;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;

/**
 * What a doctor enters. It lives in request memory only and is never stored or logged.
 *
 * @param patientName as written on the patient's document
 * @param patientIdNumber with or without separators
 * @param visitTime not in the future
 * @param diagnoses at most {@link #MAX_DIAGNOSES}
 * @param notes free text, at most {@link #MAX_NOTES_CHARS} characters, may be empty
 * @param supersedes transaction id (64 hex digits) of the record this one corrects, or null (FR-12)
 */
public record Visit(
    String patientName,
    String patientIdNumber,
    Instant visitTime,
    List<Diagnosis> diagnoses,
    String notes,
    String supersedes) {
  public static final int MAX_NAME_CHARS = 200;
  public static final int MAX_DIAGNOSES = 20;
  public static final int MAX_NOTES_CHARS = 20_000;

  public Visit {
    diagnoses = List.copyOf(diagnoses);
  }

  /** Says nothing of the patient, so that a stray log line betrays nobody. */
  @Override
  public String toString() {
    return "Visit[withheld]";
  }
}
