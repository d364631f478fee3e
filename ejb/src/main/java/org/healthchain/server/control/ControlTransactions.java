package org.healthchain.server.control;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.healthchain.server.ledger.BlockAppended;
import org.healthchain.server.ledger.TransactionOutlet;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionKind;

/**
 * Signs the manager's orders and keeps them until they stand on the chain: the row is committed
 * with the caller's database transaction, handed out after it, and again after a restart.
 */
@Stateless
public class ControlTransactions {
  private static final Duration RESEND_AFTER = Duration.ofSeconds(30);
  private static final int MAX_PENDING = 1000;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private ManagerSecrets secrets;
  @Inject private TransactionOutlet outlet;
  @Inject private Event<ControlSigned> signed;

  /** Fired within the database transaction that stores the row. */
  public record ControlSigned(Transaction transaction) {}

  /**
   * Signs and queues an order.
   *
   * @param subject what it is about, for the manager's pages; no clinical content
   * @return transaction id
   */
  public Hash order(ControlPayload payload, String subject) {
    if (pendingCount() >= MAX_PENDING) {
      throw new IllegalStateException(
          "too many orders wait for the chain; see whether the institutions are up");
    }
    Transaction transaction =
        ManagerAuthority.sign(secrets.genesis().chainId(), payload, secrets.identityKey());
    entities.persist(new PendingControlEntity(transaction, subject, Instant.now()));
    signed.fire(new ControlSigned(transaction));
    return transaction.id();
  }

  /** Subjects of the orders of a kind that do not stand on the chain yet. */
  public List<String> pendingSubjects(TransactionKind kind) {
    return entities
        .createQuery(
            "SELECT p.subject FROM PendingControlEntity p WHERE p.kind = :kind ORDER BY"
                + " p.signedAtMillis",
            String.class)
        .setParameter("kind", (short) kind.code())
        .setMaxResults(MAX_PENDING)
        .getResultList();
  }

  /** How many orders do not stand on the chain yet. */
  public long pendingCount() {
    return entities
        .createQuery("SELECT COUNT(p) FROM PendingControlEntity p", Long.class)
        .getSingleResult();
  }

  /** Not for callers: observes {@link #order}. */
  // SUPPORTS: after completion there is no transaction left that could be suspended and resumed.
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void handOut(@Observes(during = TransactionPhase.AFTER_SUCCESS) ControlSigned event) {
    outlet.submit(event.transaction());
  }

  /** Not for callers: drops what stands on the chain, in the block's own database transaction. */
  public void settle(@Observes BlockAppended event) {
    List<String> ids =
        event.block().transactions().stream()
            .filter(transaction -> transaction.header().kind() != TransactionKind.RECORD)
            .map(transaction -> transaction.id().hex())
            .toList();
    if (ids.isEmpty() || !secrets.present()) {
      return;
    }
    entities
        .createQuery("DELETE FROM PendingControlEntity p WHERE p.transactionId IN :ids")
        .setParameter("ids", ids)
        .executeUpdate();
  }

  /** Covers a restart between the commit and the chain; the outlet ignores what it has already. */
  @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
  void resend() {
    if (!secrets.present()) {
      return;
    }
    long before = Instant.now().minus(RESEND_AFTER).toEpochMilli();
    entities
        .createQuery(
            "SELECT p FROM PendingControlEntity p WHERE p.signedAtMillis < :before"
                + " ORDER BY p.signedAtMillis",
            PendingControlEntity.class)
        .setParameter("before", before)
        .setMaxResults(MAX_PENDING)
        .getResultStream()
        .forEach(pending -> outlet.submit(pending.transaction()));
  }
}
