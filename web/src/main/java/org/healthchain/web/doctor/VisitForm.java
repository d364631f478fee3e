package org.healthchain.web.doctor;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.healthchain.server.intake.VisitField;
import org.jspecify.annotations.Nullable;

/** What stands in the form, as typed. What is wrong with it the server's intake says. */
public final class VisitForm {
  private String name = "";
  private String idNumber = "";
  private String time = "";
  private List<Diagnosis> diagnoses = new ArrayList<>();
  private String notes = "";
  private String supersedes = "";

  /** Id of the field's input on the page. */
  static String input(VisitField field) {
    return switch (field) {
      case PATIENT_NAME -> "name";
      case PATIENT_ID_NUMBER -> "idNumber";
      case VISIT_TIME -> "time";
      case DIAGNOSES -> "diagnoses";
      case NOTES -> "notes";
      case SUPERSEDES -> "supersedes";
    };
  }

  /**
   * The form as it is sent. The words of a diagnosis are the catalogue's own and need no check.
   *
   * @param zone where clocks show the time that was typed
   */
  SentVisit toSent(ZoneId zone) {
    List<SentDiagnosis> picked =
        diagnoses.stream().map(one -> new SentDiagnosis(one.code(), null)).toList();
    return new SentVisit(name, idNumber, new SentContent(time, zone, picked, notes), supersedes);
  }

  public String getName() {
    return name;
  }

  public void setName(@Nullable String typed) {
    name = orEmpty(typed);
  }

  public String getIdNumber() {
    return idNumber;
  }

  public void setIdNumber(@Nullable String typed) {
    idNumber = orEmpty(typed);
  }

  public String getTime() {
    return time;
  }

  public void setTime(@Nullable String typed) {
    time = orEmpty(typed);
  }

  public List<Diagnosis> getDiagnoses() {
    return diagnoses;
  }

  public void setDiagnoses(@Nullable List<Diagnosis> picked) {
    diagnoses = picked == null ? new ArrayList<>() : picked;
  }

  public String getNotes() {
    return notes;
  }

  public void setNotes(@Nullable String typed) {
    notes = orEmpty(typed);
  }

  public String getSupersedes() {
    return supersedes;
  }

  public void setSupersedes(@Nullable String typed) {
    supersedes = orEmpty(typed);
  }

  private static String orEmpty(@Nullable String typed) {
    return typed == null ? "" : typed;
  }
}
