package org.healthchain.web.doctor;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.healthchain.server.intake.VisitField;
import org.healthchain.server.submission.SendOptions;
import org.jspecify.annotations.Nullable;

/** What stands in the form, as typed. What is wrong with it the server's intake says. */
public final class VisitForm {
  private String name = "";
  private String idNumber = "";
  private String time = "";
  private List<Diagnosis> diagnoses = new ArrayList<>();
  private String notes = "";
  private String supersedes = "";
  private String key = UUID.randomUUID().toString();
  private String earlier = "";

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

  /** Under another key: it is another visit than the one that was sent under this. */
  void takeNewKey() {
    key = UUID.randomUUID().toString();
  }

  /** What is sent beside the visit; a key that the browser did not send back as it was is new. */
  SendOptions options(boolean again) {
    return SendOptions.ofForm(
        SendOptions.isKey(key) ? key : UUID.randomUUID().toString(),
        again && earlier.matches("[1-9][0-9]{0,17}") ? Long.parseLong(earlier) : 0);
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

  /** Names this sending, however often the button is pressed. */
  public String getKey() {
    return key;
  }

  public void setKey(@Nullable String sent) {
    key = orEmpty(sent);
  }

  /** Id of the equal submission that is asked about; empty if none is. */
  public String getEarlier() {
    return earlier;
  }

  public void setEarlier(@Nullable String sent) {
    earlier = orEmpty(sent);
  }

  private static String orEmpty(@Nullable String typed) {
    return typed == null ? "" : typed;
  }
}
