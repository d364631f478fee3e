package org.healthchain.server.submission;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.intake.AcceptedVisit;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.Visit;
import org.healthchain.server.intake.VisitField;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.submission.AlreadySentException.Kind;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionService.NotReadyException.Reason;
import org.healthchain.server.submission.SubmissionService.Taken;
import org.healthchain.server.transaction.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Takes a checked visit, or finds that it was taken before: seals it and writes the outbox row, in
 * one JTA transaction, in the doctor's {@link DoctorTurns turn}.
 */
@Stateless
public class VisitTaker {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private LedgerReader ledger;
  @Inject private VisitSealer sealer;
  @Inject private OutboxGauge gauge;
  @Inject private Quotas quotas;
  @Inject private Event<SubmissionsChanged> changed;

  /** As {@link SubmissionService#submit}. */
  public Taken take(AcceptedVisit accepted, SendOptions options, String doctor, Instant now)
      throws InvalidVisitException,
          AlreadySentException,
          QuotaExceededException,
          NotReadyException {
    Hash serialNumber = sealer.serialNumberOf(accepted.visit());
    Hash content = sealer.hashes().content(accepted, serialNumber);
    Hash key = sealer.hashes().idempotencyKey(options.idempotencyKey());
    Optional<SubmissionView> before = sentBefore(doctor, content, key, options, now);
    if (before.isPresent()) {
      return new Taken(before.get(), accepted.remarks());
    }
    if (gauge.full()) {
      throw new NotReadyException(Reason.QUEUE_FULL);
    }
    quotas.require(new SendingStore(entities), doctor, serialNumber, now);
    requireOwnRecord(accepted.visit(), serialNumber);
    SealedVisit sealed = sealer.seal(accepted.visit(), serialNumber, doctor, now);
    SubmissionEntity row =
        new SubmissionEntity(doctor, sealed.header(), sealed.body(), now.toEpochMilli());
    entities.persist(row);
    entities.persist(new SendingEntity(row, content, key));
    SubmissionView view = row.view();
    changed.fire(new SubmissionsChanged(List.of(new SubmissionChanged(doctor, view))));
    return new Taken(view, accepted.remarks());
  }

  /** The answer that was given under the same key. */
  private Optional<SubmissionView> sentBefore(
      String doctor, Hash content, @Nullable Hash key, SendOptions options, Instant now)
      throws AlreadySentException {
    SendingStore sent = new SendingStore(entities);
    Optional<SendingEntity> same = key == null ? Optional.empty() : sent.underKey(doctor, key, now);
    if (same.isPresent()) {
      SubmissionEntity row = submission(same.get());
      if (!same.get().of(content)) {
        throw new AlreadySentException(Kind.OTHER_VISIT_UNDER_KEY, row.view());
      }
      return Optional.of(row.viewAsTaken(same.get().transactionId()));
    }
    Optional<SendingEntity> equal =
        options.asked() ? sent.equalVisit(doctor, content, now) : Optional.empty();
    if (equal.isPresent() && equal.get().submissionId() != options.againAfter()) {
      throw new AlreadySentException(Kind.EQUAL_VISIT, submission(equal.get()).view());
    }
    return Optional.empty();
  }

  private SubmissionEntity submission(SendingEntity sending) {
    return entities.find(SubmissionEntity.class, sending.submissionId());
  }

  /** A correction must name a record of the same patient that stands on the ledger. */
  private void requireOwnRecord(Visit visit, Hash serialNumber) throws InvalidVisitException {
    if (visit.supersedes() == null) {
      return;
    }
    boolean samePatient =
        ledger
            .transaction(Hash.ofHex(visit.supersedes()))
            .map(stored -> stored.transaction().header().serialNumber())
            .filter(serialNumber::equals)
            .isPresent();
    if (!samePatient) {
      throw new InvalidVisitException(
          List.of(Finding.of(VisitField.SUPERSEDES, Finding.Kind.SUPERSEDES_UNKNOWN)));
    }
  }
}
