package org.healthchain.server.intake;

import java.util.Arrays;
import java.util.Optional;

/** The fields of a visit, by their names in JSON; a form's inputs stand for the same. */
public enum VisitField {
  PATIENT_NAME("patientName"),
  PATIENT_ID_NUMBER("patientIdNumber"),
  VISIT_TIME("visitTime"),
  DIAGNOSES("diagnoses"),
  NOTES("notes"),
  SUPERSEDES("supersedes");

  private final String jsonName;

  VisitField(String jsonName) {
    this.jsonName = jsonName;
  }

  public String jsonName() {
    return jsonName;
  }

  Place place() {
    return Place.DOCUMENT.member(jsonName);
  }

  static Optional<VisitField> named(String jsonName) {
    return Arrays.stream(values()).filter(field -> field.jsonName.equals(jsonName)).findFirst();
  }
}
