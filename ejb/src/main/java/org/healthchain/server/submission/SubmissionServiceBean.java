package org.healthchain.server.submission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.intake.AcceptedVisit;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.intake.Visit;
import org.healthchain.server.intake.VisitField;
import org.healthchain.server.intake.VisitIntake;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.submission.SubmissionService.NotReadyException.Reason;
import org.healthchain.server.transaction.Hash;

/** {@link SubmissionService}: checks, seals, and writes the outbox row, in one JTA transaction. */
@Stateless
@DeclareRoles(Roles.DOCTOR)
@RolesAllowed(Roles.DOCTOR)
public class SubmissionServiceBean implements SubmissionService {
  private static final int MAX_PAGE = 500;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Resource private SessionContext session;
  @Inject private DiagnosisService catalogue;
  @Inject private CurrentState current;
  @Inject private LedgerReader ledger;
  @Inject private VisitSealer sealer;
  @Inject private OutboxGauge gauge;
  @Inject private Event<SubmissionsChanged> changed;

  @Override
  public Taken submit(SentVisit sent) throws InvalidVisitException, NotReadyException {
    Instant now = Instant.now();
    AcceptedVisit accepted = new VisitIntake(catalogue::find).accept(sent, now);
    if (!sealer.ready() || !current.isOpen()) {
      throw new NotReadyException(Reason.NOT_RUNNING);
    }
    if (gauge.full()) {
      throw new NotReadyException(Reason.QUEUE_FULL);
    }
    Visit visit = accepted.visit();
    SealedVisit sealed = sealer.seal(visit, session.getCallerPrincipal().getName(), now);
    requireOwnRecord(visit, sealed);
    SubmissionEntity row =
        new SubmissionEntity(
            session.getCallerPrincipal().getName(),
            sealed.header(),
            sealed.body(),
            now.toEpochMilli());
    entities.persist(row);
    SubmissionView view = row.view();
    changed.fire(new SubmissionsChanged(List.of(new SubmissionChanged(row.doctor(), view))));
    return new Taken(view, accepted.remarks());
  }

  /** A correction must name a record of the same patient that stands on the ledger. */
  private void requireOwnRecord(Visit visit, SealedVisit sealed) throws InvalidVisitException {
    if (visit.supersedes() == null) {
      return;
    }
    boolean samePatient =
        ledger
            .transaction(Hash.ofHex(visit.supersedes()))
            .map(stored -> stored.transaction().header().serialNumber())
            .filter(sealed.header().serialNumber()::equals)
            .isPresent();
    if (!samePatient) {
      throw new InvalidVisitException(
          List.of(Finding.of(VisitField.SUPERSEDES, Finding.Kind.SUPERSEDES_UNKNOWN)));
    }
  }

  @Override
  public Optional<SubmissionView> find(long id) {
    return store().find(id, caller()).map(SubmissionEntity::view);
  }

  @Override
  public List<SubmissionView> mine(int offset, int limit) {
    return store().of(caller(), Math.max(0, offset), Math.min(limit, MAX_PAGE)).stream()
        .map(SubmissionEntity::view)
        .toList();
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
