package org.healthchain.server.submission;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Finds outbox rows within the caller's database transaction. */
final class SubmissionStore {
  private static final short QUEUED = SubmissionState.QUEUED.code();
  private static final short SIGNED = SubmissionState.SIGNED.code();

  /** The rows are looked at and not changed: no copies of them are kept to compare. */
  private static final String READ_ONLY = "eclipselink.read-only";

  private final EntityManager entities;

  SubmissionStore(EntityManager entities) {
    this.entities = entities;
  }

  /** The oldest that wait for a signature: queued ones, and signed ones of an earlier epoch. */
  List<SubmissionEntity> unsigned(int groupEpoch, int limit) {
    return entities
        .createQuery(
            "SELECT s FROM SubmissionEntity s WHERE s.blockHeight IS NULL AND (s.state = :queued"
                + " OR (s.state = :signed AND s.groupEpoch < :epoch)) ORDER BY s.id",
            SubmissionEntity.class)
        .setParameter("queued", QUEUED)
        .setParameter("signed", SIGNED)
        .setParameter("epoch", groupEpoch)
        .setHint(READ_ONLY, true)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Signed ones that are on their way to a block, oldest first, above an id. */
  List<SubmissionEntity> signed(long aboveId, int limit) {
    return entities
        .createQuery(
            "SELECT s FROM SubmissionEntity s WHERE s.state = :signed AND s.id > :above"
                + " AND s.blockHeight IS NULL ORDER BY s.id",
            SubmissionEntity.class)
        .setParameter("signed", SIGNED)
        .setParameter("above", aboveId)
        .setHint(READ_ONLY, true)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Those of the transactions that are this server's own and wait for a block. */
  List<SubmissionEntity> waiting(List<String> transactionIds) {
    return entities
        .createQuery(
            "SELECT s FROM SubmissionEntity s WHERE s.transactionId IN :ids"
                + " AND s.blockHeight IS NULL AND s.state IN (:queued, :signed)",
            SubmissionEntity.class)
        .setParameter("ids", transactionIds)
        .setParameter("queued", QUEUED)
        .setParameter("signed", SIGNED)
        .getResultList();
  }

  /** Those that stand in one of these blocks and are not told to be committed yet. */
  List<SubmissionEntity> included(long above, long upTo) {
    return entities
        .createQuery(
            "SELECT s FROM SubmissionEntity s WHERE s.blockHeight > :above"
                + " AND s.blockHeight <= :upTo AND s.state IN (:queued, :signed)",
            SubmissionEntity.class)
        .setParameter("above", above)
        .setParameter("upTo", upTo)
        .setParameter("queued", QUEUED)
        .setParameter("signed", SIGNED)
        .getResultList();
  }

  List<Long> unfinishedIds() {
    return entities
        .createQuery(
            "SELECT s.id FROM SubmissionEntity s WHERE s.state IN (:queued, :signed)", Long.class)
        .setParameter("queued", QUEUED)
        .setParameter("signed", SIGNED)
        .getResultList();
  }

  Optional<SubmissionEntity> find(long id, String doctor) {
    return Optional.ofNullable(entities.find(SubmissionEntity.class, id))
        .filter(found -> found.doctor().equals(doctor));
  }

  List<SubmissionEntity> of(String doctor, int offset, int limit) {
    return entities
        .createQuery(
            "SELECT s FROM SubmissionEntity s WHERE s.doctor = :doctor ORDER BY s.id DESC",
            SubmissionEntity.class)
        .setParameter("doctor", doctor)
        .setHint(READ_ONLY, true)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Those with a lower id, newest first. */
  List<SubmissionEntity> before(String doctor, long id, int limit) {
    return entities
        .createQuery(
            "SELECT s FROM SubmissionEntity s WHERE s.doctor = :doctor AND s.id < :before"
                + " ORDER BY s.id DESC",
            SubmissionEntity.class)
        .setParameter("doctor", doctor)
        .setParameter("before", id)
        .setHint(READ_ONLY, true)
        .setMaxResults(limit)
        .getResultList();
  }

  long countOf(String doctor) {
    return entities
        .createQuery("SELECT COUNT(s) FROM SubmissionEntity s WHERE s.doctor = :doctor", Long.class)
        .setParameter("doctor", doctor)
        .getSingleResult();
  }
}
