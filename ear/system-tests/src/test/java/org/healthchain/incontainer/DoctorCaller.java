package org.healthchain.incontainer;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.submission.SubmissionView;
import org.healthchain.server.submission.Visit;
import org.healthchain.server.submission.VisitContent;

/** Calls the doctors' service as a signed-in doctor does, in a transaction of its own. */
@Stateless
@RunAs(Roles.DOCTOR)
@PermitAll
public class DoctorCaller {
  static final String NOTES = "Wheezing at night, better since the move.";

  @EJB private SubmissionService submissions;
  @Resource private SessionContext context;

  static Visit visit(String name) {
    return new Visit(
        name,
        "999-31-" + (1000 + Math.floorMod(name.hashCode(), 9000)),
        VisitContent.of(
            Instant.now(),
            List.of(new Diagnosis("J45.909", "Unspecified asthma, uncomplicated")),
            NOTES),
        null);
  }

  /** Waits until the visit stands in a block. */
  static SubmissionView committed(DoctorCaller doctor, long id) throws Exception {
    Eventually.until(
        "the visit is committed",
        () -> doctor.find(id).orElseThrow().state() == SubmissionState.COMMITTED);
    return doctor.find(id).orElseThrow();
  }

  public SubmissionView submit(Visit visit) throws Exception {
    return submissions.submit(visit);
  }

  /** What the service returned before the transaction around it was rolled back. */
  public SubmissionView submitAndRollBack(Visit visit) throws Exception {
    SubmissionView queued = submissions.submit(visit);
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
