package org.healthchain.server.submission;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.healthchain.server.transaction.Hash;
import org.jspecify.annotations.Nullable;

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

  /** When the doctor sent the nth newest visit after a time; empty if there are fewer. */
  Optional<Instant> ofDoctor(String doctor, Instant after, int n) {
    return nth("s.doctor = :value AND ", doctor, after, n);
  }

  /** The same, of visits of a patient. */
  Optional<Instant> ofPatient(Hash serialNumber, Instant after, int n) {
    return nth("s.serialNumber = :value AND ", serialNumber.hex(), after, n);
  }

  /** The same, of all visits. */
  Optional<Instant> ofAll(Instant after, int n) {
    return nth("", null, after, n);
  }

  private Optional<Instant> nth(String condition, @Nullable String value, Instant after, int n) {
    TypedQuery<Long> query =
        entities
            .createQuery(
                "SELECT s.sentAtMillis FROM SendingEntity s WHERE "
                    + condition
                    + "s.sentAtMillis > :after ORDER BY s.sentAtMillis DESC",
                Long.class)
            .setParameter("after", after.toEpochMilli())
            .setFirstResult(n - 1)
            .setMaxResults(1);
    if (value != null) {
      query.setParameter("value", value);
    }
    return query.getResultStream().findFirst().map(Instant::ofEpochMilli);
  }

  /** Forgets what is older than {@link #KEPT}. */
  void forget(Instant now) {
    entities
        .createQuery("DELETE FROM SendingEntity s WHERE s.sentAtMillis <= :before")
        .setParameter("before", now.minus(KEPT).toEpochMilli())
        .executeUpdate();
  }
}
