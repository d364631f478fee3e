package org.healthchain.server.intake;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit as it was sent, before anything is known of its sense; what was left out is null. It
 * lives in request memory only and is never stored or logged.
 *
 * @param supersedes transaction id of the record that this one corrects (FR-12)
 */
public record SentVisit(
    @Nullable String patientName,
    @Nullable String patientIdNumber,
    SentContent content,
    @Nullable String supersedes) {

  /**
   * What the visit says, patient and doctor apart.
   *
   * @param visitTime now if left out
   * @param zone where clocks show a time that names no offset; null if each time must name one
   */
  public record SentContent(
      @Nullable String visitTime,
      @Nullable ZoneId zone,
      List<SentDiagnosis> diagnoses,
      @Nullable String notes) {
    public SentContent {
      diagnoses = List.copyOf(diagnoses);
    }

    @Override
    public String toString() {
      return "SentContent[withheld]";
    }
  }

  /**
   * A diagnosis as it was sent.
   *
   * @param description may be left out; the catalogue has it
   */
  public record SentDiagnosis(@Nullable String code, @Nullable String description) {
    @Override
    public String toString() {
      return "SentDiagnosis[withheld]";
    }
  }

  /**
   * Reads the JSON of {@code POST /api/visits}.
   *
   * @throws InvalidVisitException with all that keeps it from being read
   */
  public static SentVisit ofJson(byte[] utf8) throws InvalidVisitException {
    return new VisitJson().read(utf8);
  }

  /** Says nothing of the patient, so that a stray log line betrays nobody. */
  @Override
  public String toString() {
    return "SentVisit[withheld]";
  }
}
