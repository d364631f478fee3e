package org.healthchain.server.intake;

import org.jspecify.annotations.Nullable;

/**
 * A visit that was checked. It lives in request memory only and is never stored or logged.
 *
 * @param patientName as written on the patient's document
 * @param patientIdNumber with or without separators
 * @param supersedes transaction id (64 hex digits) of the record this one corrects, or null (FR-12)
 */
public record Visit(
    String patientName, String patientIdNumber, VisitContent content, @Nullable String supersedes) {
  public static final int MAX_NAME_CHARS = 200;

  /** Says nothing of the patient, so that a stray log line betrays nobody. */
  @Override
  public String toString() {
    return "Visit[withheld]";
  }
}
