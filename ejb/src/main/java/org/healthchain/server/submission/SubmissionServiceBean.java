package org.healthchain.server.submission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.intake.AcceptedVisit;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.intake.VisitIntake;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.submission.SubmissionService.NotReadyException.Reason;

/** {@link SubmissionService}: lets visits in, and tells doctors what became of their own. */
@Stateless
@DeclareRoles(Roles.DOCTOR)
@RolesAllowed(Roles.DOCTOR)
public class SubmissionServiceBean implements SubmissionService {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Resource private SessionContext session;
  @Inject private DiagnosisService catalogue;
  @Inject private CurrentState current;
  @Inject private VisitSealer sealer;
  @Inject private DoctorTurns turns;
  @Inject private VisitTaker taker;

  @Override
  // The turn ends after the transaction, which is therefore the taker's.
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public Taken submit(SentVisit sent, SendOptions options)
      throws InvalidVisitException,
          AlreadySentException,
          QuotaExceededException,
          NotReadyException {
    Instant now = Instant.now();
    AcceptedVisit accepted = new VisitIntake(catalogue::find).accept(sent, now);
    if (!sealer.ready() || !current.isOpen()) {
      throw new NotReadyException(Reason.NOT_RUNNING);
    }
    String doctor = caller();
    try (DoctorTurns.Turn turn = turns.of(doctor)) {
      return taker.take(accepted, options, doctor, now);
    }
  }

  @Override
  public Optional<SubmissionView> find(long id) {
    return store().find(id, caller()).map(SubmissionEntity::view);
  }

  @Override
  public List<SubmissionView> mine(int offset, int limit) {
    return store().of(caller(), offset, bounded(limit)).stream()
        .map(SubmissionEntity::view)
        .toList();
  }

  @Override
  public List<SubmissionView> mineBefore(long id, int limit) {
    return store().before(caller(), id, bounded(limit)).stream()
        .map(SubmissionEntity::view)
        .toList();
  }

  /** Refuses what would be cut with no word. */
  private static int bounded(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " submissions");
    }
    return limit;
  }

  @Override
  public long countMine() {
    return store().countOf(caller());
  }

  private String caller() {
    return session.getCallerPrincipal().getName();
  }

  private SubmissionStore store() {
    return new SubmissionStore(entities);
  }
}
