package org.healthchain.web.doctor;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
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
import org.healthchain.server.submission.VisitContent;
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

  @Inject private SubmissionService submissions;
  @Inject private DiagnosisService catalogue;
  @Inject private Receipt receipt;
  @Inject private Notices notices;
  @Inject private Site site;

  private VisitForm form = new VisitForm();
  private final Map<String, String> summary = new LinkedHashMap<>();

  @PostConstruct
  void open() {
    startNow();
    FacesContext faces = FacesContext.getCurrentInstance();
    if (!faces.isPostback()) {
      form.setSupersedes(faces.getExternalContext().getRequestParameterMap().get("supersedes"));
    }
  }

  private void startNow() {
    form = new VisitForm();
    form.setTime(VisitTime.show(Instant.now(), site.zone()));
  }

  /** Suggestions by code or words. A POST, so that no diagnosis stands in a URL. */
  public List<Diagnosis> complete(String query) {
    List<Diagnosis> found = new ArrayList<>(catalogue.search(query, SUGGESTIONS));
    found.removeAll(form.getDiagnoses());
    return found;
  }

  /** Takes the visit; on success the form is empty again and the receipt stands below. */
  public void submit() {
    List<Problem> problems = form.problems(site.zone(), Instant.now());
    if (!problems.isEmpty()) {
      explain(problems);
      return;
    }
    try {
      receipt.show(submissions.submit(form.toVisit(site.zone())).id());
      startNow();
      PrimeFaces.current().ajax().addCallbackParam("taken", true);
    } catch (InvalidVisitException e) {
      explain(e.problems());
    } catch (NotReadyException e) {
      notices.error("visit.notReady");
    }
  }

  private void explain(List<Problem> problems) {
    for (Problem problem : problems) {
      String clientId = FORM + ":" + VisitForm.input(problem.field());
      summary.putIfAbsent(clientId, problem.messageKey());
      if (problem.field() == Field.DIAGNOSES) {
        notices.messageAt(clientId, problem.messageKey());
      } else {
        notices.errorAt(clientId, problem.messageKey());
      }
    }
  }

  /** Client ids of wrong fields with the key of what is wrong, in the order of the form. */
  public List<Map.Entry<String, String>> getSummary() {
    return List.copyOf(summary.entrySet());
  }

  /** The type-ahead cannot be marked invalid: it would then forget what was picked. */
  public boolean isDiagnosesWrong() {
    return summary.containsKey(FORM + ":" + VisitForm.input(Field.DIAGNOSES));
  }

  public int getMaxNotesChars() {
    return VisitContent.MAX_NOTES_CHARS;
  }

  public int getMaxDiagnoses() {
    return VisitContent.MAX_DIAGNOSES;
  }

  public VisitForm getForm() {
    return form;
  }
}
