package org.healthchain.web.doctor;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.InvalidVisitException.Field;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.healthchain.server.submission.Visit;
import org.healthchain.server.submission.VisitContent;

/**
 * What stands in the form, as typed. Finds what can be found without the server's services, all at
 * once, so that nobody mends one field only to hear of the next; the service has the last word.
 */
public final class VisitForm {
  private static final Map<Field, String> INPUTS = new EnumMap<>(Field.class);

  static {
    INPUTS.put(Field.PATIENT_NAME, "name");
    INPUTS.put(Field.PATIENT_ID_NUMBER, "idNumber");
    INPUTS.put(Field.VISIT_TIME, "time");
    INPUTS.put(Field.DIAGNOSES, "diagnoses");
    INPUTS.put(Field.NOTES, "notes");
    INPUTS.put(Field.SUPERSEDES, "supersedes");
  }

  private String name = "";
  private String idNumber = "";
  private String time = "";
  private List<Diagnosis> diagnoses = new ArrayList<>();
  private String notes = "";
  private String supersedes = "";

  /** Id of the field's input on the page. */
  static String input(Field field) {
    return INPUTS.get(field);
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
    if (diagnoses.stream().anyMatch(diagnosis -> diagnosis.description() == null)) {
      found.add(new Problem(Field.DIAGNOSES, "visit.diagnoses.unknown"));
    }
    found.addAll(content(null).problems());
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

  private VisitContent content(Instant at) {
    return new VisitContent(at, diagnoses, notes.strip());
  }

  /** Only for a form without problems. */
  Visit toVisit(ZoneId zone) {
    return new Visit(
        name,
        idNumber,
        content(VisitTime.parse(time, zone).orElseThrow()),
        supersedes.isEmpty() ? null : supersedes);
  }

  public String getName() {
    return name;
  }

  public void setName(String typed) {
    name = strip(typed);
  }

  public String getIdNumber() {
    return idNumber;
  }

  public void setIdNumber(String typed) {
    idNumber = strip(typed);
  }

  public String getTime() {
    return time;
  }

  public void setTime(String typed) {
    time = strip(typed);
  }

  public List<Diagnosis> getDiagnoses() {
    return diagnoses;
  }

  public void setDiagnoses(List<Diagnosis> picked) {
    diagnoses = picked == null ? new ArrayList<>() : picked;
  }

  public String getNotes() {
    return notes;
  }

  public void setNotes(String typed) {
    notes = typed == null ? "" : typed;
  }

  public String getSupersedes() {
    return supersedes;
  }

  public void setSupersedes(String typed) {
    supersedes = strip(typed);
  }

  private static String strip(String typed) {
    return typed == null ? "" : typed.strip();
  }
}
