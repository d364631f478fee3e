package org.healthchain.server.submission;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.healthchain.server.transaction.Hash;

/** Finds what was sent lately, within the caller's database transaction. */
final class SendingStore {
  /** So long an idempotency key holds. */
  static final Duration KEPT = Duration.ofDays(7);

  /** So long an equal visit without a key is asked about. */
  static final Duration SAME = Duration.ofMinutes(10);

  private final EntityManager entities;

  SendingStore(EntityManager entities) {
    this.entities = entities;
  }

  /** What that doctor sent under that key. */
  Optional<SendingEntity> underKey(String doctor, Hash key, Instant now) {
    return entities
        .createQuery(
            "SELECT s FROM SendingEntity s WHERE s.doctor = :doctor AND s.keyHash = :key"
                + " AND s.sentAtMillis > :after",
            SendingEntity.class)
        .setParameter("doctor", doctor)
        .setParameter("key", key.hex())
        .setParameter("after", now.minus(KEPT).toEpochMilli())
        .getResultStream()
        .findFirst();
  }

  /** The newest equal visit that the doctor sent within {@link #SAME}. */
  Optional<SendingEntity> equalVisit(String doctor, Hash content, Instant now) {
    return entities
        .createQuery(
            "SELECT s FROM SendingEntity s WHERE s.doctor = :doctor AND s.contentHash = :content"
                + " AND s.sentAtMillis > :after ORDER BY s.sentAtMillis DESC, s.submissionId DESC",
            SendingEntity.class)
        .setParameter("doctor", doctor)
        .setParameter("content", content.hex())
        .setParameter("after", now.minus(SAME).toEpochMilli())
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** Forgets what is older than {@link #KEPT}. */
  void forget(Instant now) {
    entities
        .createQuery("DELETE FROM SendingEntity s WHERE s.sentAtMillis <= :before")
        .setParameter("before", now.minus(KEPT).toEpochMilli())
        .executeUpdate();
  }
}
