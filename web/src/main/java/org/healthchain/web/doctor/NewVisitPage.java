package org.healthchain.web.doctor;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.submission.InvalidVisitException;
import org.healthchain.server.submission.InvalidVisitException.Field;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.Visit;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Site;
import org.primefaces.PrimeFaces;

/**
 * The form of a new visit. Request-scoped on purpose, and without validators of Faces: neither the
 * session nor the view's state ever holds what a doctor typed about a patient.
 */
@Named("newVisit")
@RequestScoped
public class NewVisitPage {
  private static final int SUGGESTIONS = 15;
  private static final String FORM = "visit";
  private static final Map<Field, String> INPUTS = new EnumMap<>(Field.class);

  static {
    INPUTS.put(Field.PATIENT_NAME, "name");
    INPUTS.put(Field.PATIENT_ID_NUMBER, "idNumber");
    INPUTS.put(Field.VISIT_TIME, "time");
    INPUTS.put(Field.DIAGNOSES, "diagnoses");
    INPUTS.put(Field.NOTES, "notes");
    INPUTS.put(Field.SUPERSEDES, "supersedes");
  }

  @Inject private SubmissionService submissions;
  @Inject private DiagnosisService catalogue;
  @Inject private Receipt receipt;
  @Inject private Notices notices;
  @Inject private Site site;

  private String name;
  private String idNumber;
  private String time;
  private List<Diagnosis> diagnoses = new ArrayList<>();
  private String notes;
  private String supersedes;
  private final Map<String, String> summary = new LinkedHashMap<>();

  @PostConstruct
  void open() {
    startNow();
    FacesContext faces = FacesContext.getCurrentInstance();
    if (!faces.isPostback()) {
      supersedes = faces.getExternalContext().getRequestParameterMap().get("supersedes");
    }
  }

  private void startNow() {
    time = VisitTime.show(Instant.now(), site.zone());
  }

  /** Suggestions by code or words. A POST, so that no diagnosis stands in a URL. */
  public List<Diagnosis> complete(String query) {
    List<Diagnosis> found = new ArrayList<>(catalogue.search(query, SUGGESTIONS));
    found.removeAll(diagnoses == null ? List.of() : diagnoses);
    return found;
  }

  /** Takes the visit; on success the form is empty again and the receipt stands below. */
  public void submit() {
    VisitForm form = new VisitForm(name, idNumber, time, diagnoses, notes, supersedes);
    List<Problem> problems = form.problems(site.zone(), Instant.now());
    if (!problems.isEmpty()) {
      explain(problems);
      return;
    }
    try {
      receipt.show(submissions.submit(form.toVisit(site.zone())).id());
      clear();
      PrimeFaces.current().ajax().addCallbackParam("taken", true);
    } catch (InvalidVisitException e) {
      explain(e.problems());
    } catch (NotReadyException e) {
      notices.error("visit.notReady");
    }
  }

  private void explain(List<Problem> problems) {
    for (Problem problem : problems) {
      String clientId = FORM + ":" + INPUTS.get(problem.field());
      summary.putIfAbsent(clientId, problem.messageKey());
      if (problem.field() == Field.DIAGNOSES) {
        notices.messageAt(clientId, problem.messageKey());
      } else {
        notices.errorAt(clientId, problem.messageKey());
      }
    }
  }

  private void clear() {
    name = null;
    idNumber = null;
    diagnoses = new ArrayList<>();
    notes = null;
    supersedes = null;
    startNow();
  }

  /** Client ids of wrong fields with the key of what is wrong, in the order of the form. */
  public List<Map.Entry<String, String>> getSummary() {
    return List.copyOf(summary.entrySet());
  }

  /** The type-ahead cannot be marked invalid: it would then forget what was picked. */
  public boolean isDiagnosesWrong() {
    return summary.containsKey(FORM + ":" + INPUTS.get(Field.DIAGNOSES));
  }

  public int getMaxNotesChars() {
    return Visit.MAX_NOTES_CHARS;
  }

  public int getMaxDiagnoses() {
    return Visit.MAX_DIAGNOSES;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getIdNumber() {
    return idNumber;
  }

  public void setIdNumber(String idNumber) {
    this.idNumber = idNumber;
  }

  public String getTime() {
    return time;
  }

  public void setTime(String time) {
    this.time = time;
  }

  public List<Diagnosis> getDiagnoses() {
    return diagnoses;
  }

  public void setDiagnoses(List<Diagnosis> diagnoses) {
    this.diagnoses = diagnoses;
  }

  public String getNotes() {
    return notes;
  }

  public void setNotes(String notes) {
    this.notes = notes;
  }

  public String getSupersedes() {
    return supersedes;
  }

  public void setSupersedes(String supersedes) {
    this.supersedes = supersedes;
  }
}
