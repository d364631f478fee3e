package org.healthchain.incontainer;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.healthchain.server.submission.SendOptions;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.submission.SubmissionView;

/** Calls the doctors' service as a signed-in doctor does, in a transaction of its own. */
@Stateless
@RunAs(Roles.DOCTOR)
@PermitAll
public class DoctorCaller {
  static final String NOTES = "Wheezing at night, better since the move.";

  private static final SendOptions OPTIONS = new SendOptions(null, false, 0);

  @EJB private SubmissionService submissions;
  @Resource private SessionContext context;

  static SentVisit visit(String name) {
    return new SentVisit(
        name,
        "999-31-" + (1000 + Math.floorMod(name.hashCode(), 9000)),
        new SentContent(null, null, List.of(new SentDiagnosis("J45.909", null)), NOTES),
        null);
  }

  /** Waits until the visit stands in a block. */
  static SubmissionView committed(DoctorCaller doctor, long id) throws Exception {
    Eventually.until(
        "the visit is committed",
        () -> doctor.find(id).orElseThrow().state() == SubmissionState.COMMITTED);
    return doctor.find(id).orElseThrow();
  }

  public SubmissionView submit(SentVisit visit) throws Exception {
    return submissions.submit(visit, OPTIONS).submission();
  }

  /** What the service returned before the transaction around it was rolled back. */
  public SubmissionView submitAndRollBack(SentVisit visit) throws Exception {
    SubmissionView queued = submissions.submit(visit, OPTIONS).submission();
    context.setRollbackOnly();
    return queued;
  }

  public Optional<SubmissionView> find(long id) {
    return submissions.find(id);
  }

  public long countMine() {
    return submissions.countMine();
  }
}
