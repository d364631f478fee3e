package org.healthchain.server.submission;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.healthchain.server.ledger.Rejections;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

/** The outbox's database side; each call is one short JTA transaction for a whole batch. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outbox {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private Event<SubmissionsChanged> changed;
  @Inject private Rejections rejections;

  /** A row to sign. */
  public record Unsigned(long id, TransactionHeader header) {}

  /** A signed row. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
  public record Signed(long id, TransactionHeader header, byte[] signature) {}

  /** A row that is on its way. */
  public record OnItsWay(long id, Transaction transaction) {}

  public List<Unsigned> unsigned(int groupEpoch, int limit) {
    return store().unsigned(groupEpoch, limit).stream()
        .map(row -> new Unsigned(row.id(), row.header()))
        .toList();
  }

  /**
   * Stores signatures.
   *
   * @return the signed transactions, to be handed on once this call has returned
   */
  public List<OnItsWay> store(List<Signed> batch) {
    long now = System.currentTimeMillis();
    Map<Long, SubmissionEntity> rows =
        rows(batch.stream().map(Signed::id).toList()).stream()
            .collect(Collectors.toMap(SubmissionEntity::id, Function.identity()));
    List<OnItsWay> signed = new ArrayList<>();
    List<SubmissionChanged> changes = new ArrayList<>();
    for (Signed one : batch) {
      SubmissionEntity row = rows.get(one.id());
      if (row != null && row.waits()) {
        row.sign(one.header(), one.signature(), now);
        signed.add(new OnItsWay(row.id(), row.transaction()));
        changes.add(new SubmissionChanged(row.doctor(), row.view()));
      }
    }
    changed.fire(new SubmissionsChanged(changes));
    return signed;
  }

  public void reject(List<Long> ids, RejectionReason reason) {
    long now = System.currentTimeMillis();
    List<SubmissionChanged> changes = new ArrayList<>();
    for (SubmissionEntity row : rows(ids)) {
      if (row.waits()) {
        row.reject(reason, now);
        changes.add(new SubmissionChanged(row.doctor(), row.view()));
      }
    }
    rejections.count(reason, changes.size());
    changed.fire(new SubmissionsChanged(changes));
  }

  /** Rows on their way above an id, oldest first. */
  public List<OnItsWay> onTheirWay(long aboveId, int limit) {
    return store().signed(aboveId, limit).stream()
        .map(row -> new OnItsWay(row.id(), row.transaction()))
        .toList();
  }

  public List<Long> unfinishedIds() {
    return store().unfinishedIds();
  }

  private List<SubmissionEntity> rows(List<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                "SELECT s FROM SubmissionEntity s WHERE s.id IN :ids", SubmissionEntity.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  private SubmissionStore store() {
    return new SubmissionStore(entities);
  }
}
