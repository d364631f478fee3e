package org.healthchain.web.doctor;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.VisitContent;
import org.healthchain.server.intake.VisitField;
import org.healthchain.server.intake.VisitTime;
import org.healthchain.server.submission.AlreadySentException;
import org.healthchain.server.submission.QuotaExceededException;
import org.healthchain.server.submission.SendOptions;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionService.Taken;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Site;
import org.healthchain.web.session.Words;
import org.jspecify.annotations.Nullable;
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
  @Inject private Words words;

  private VisitForm form = new VisitForm();
  private @Nullable String question;
  private final List<Item> summary = new ArrayList<>();

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
    submit(false);
  }

  /** Takes the visit although an equal one was sent, which the doctor was told of. */
  public void submitAgain() {
    submit(true);
  }

  private void submit(boolean again) {
    SendOptions options = form.options(again);
    form.setEarlier("");
    try {
      Taken taken = submissions.submit(form.toSent(site.zone()), options);
      receipt.show(taken.submission().id());
      startNow();
      taken.remarks().forEach(notices::remark);
      PrimeFaces.current().ajax().addCallbackParam("taken", true);
    } catch (InvalidVisitException e) {
      e.findings().forEach(this::explain);
    } catch (AlreadySentException e) {
      ask(e);
    } catch (QuotaExceededException e) {
      notices.error("api.detail.QUOTA_" + e.scope(), e.quota());
    } catch (NotReadyException e) {
      notices.error("api.detail." + e.reason());
    }
  }

  private void ask(AlreadySentException e) {
    String key = "visit.again." + e.kind();
    question = words.of(key, e.earlier().id(), words.exact(e.earlier().queuedAt()));
    form.setEarlier(String.valueOf(e.earlier().id()));
    if (e.kind() == AlreadySentException.Kind.OTHER_VISIT_UNDER_KEY) {
      form.takeNewKey();
    }
  }

  /** What to ask before the visit is sent again; null if nothing. */
  public @Nullable String getQuestion() {
    return question;
  }

  /** Whether the doctor is being asked, or answers now. */
  public boolean isAsking() {
    String answered =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .get(FORM + ":earlier");
    return question != null || (answered != null && !answered.isEmpty());
  }

  private void explain(Finding finding) {
    VisitField field = finding.place().field().orElseThrow();
    String clientId = FORM + ":" + VisitForm.input(field);
    String text = words.of(finding);
    summary.add(new Item(clientId, text));
    // The type-ahead cannot be marked invalid: it would then forget what was picked.
    if (field == VisitField.DIAGNOSES) {
      notices.messageAt(clientId, text);
    } else {
      notices.errorAt(clientId, finding);
    }
  }

  /**
   * Something that is wrong.
   *
   * @param clientId of the field
   */
  public record Item(String clientId, String text) {
    /** What the focus goes to. */
    public String target() {
      return clientId.endsWith(":diagnoses") ? clientId + "_input" : clientId;
    }
  }

  /** What is wrong, in the order of the form. */
  public List<Item> getSummary() {
    return List.copyOf(summary);
  }

  public boolean isDiagnosesWrong() {
    return summary.stream().anyMatch(item -> item.clientId().endsWith(":diagnoses"));
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
