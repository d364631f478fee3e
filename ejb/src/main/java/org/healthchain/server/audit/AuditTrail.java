package org.healthchain.server.audit;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Local;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.healthchain.server.accounts.Roles;

/**
 * Writes and reads the audit trail. One writer at a time; an entry is committed on its own before
 * {@link #record} returns, so that what is done next cannot happen without leaving a trace.
 */
@Singleton
@DependsOn("SchemaInstaller")
@Local({AuditService.class, AuditRecorder.class})
@DeclareRoles({Roles.MANAGER, Roles.AUDITOR})
@RolesAllowed({Roles.MANAGER, Roles.AUDITOR})
public class AuditTrail implements AuditService, AuditRecorder {
  private static final int VERIFY_PAGE_ENTRIES = 500;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Override
  @PermitAll
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void record(AuditEvent event) {
    AuditEntry last =
        entities
            .createQuery("select e from AuditEntry e order by e.number desc", AuditEntry.class)
            .setMaxResults(1)
            .getResultStream()
            .findFirst()
            .orElse(null);
    long number = last == null ? 1 : last.number() + 1;
    byte[] previous = last == null ? new byte[AuditEntry.HASH_BYTES] : last.hash();
    entities.persist(new AuditEntry(number, Instant.now(), previous, event));
  }

  @Override
  @Lock(LockType.READ)
  public List<AuditEntryView> entries(int offset, int limit) {
    return entities
        .createQuery("select e from AuditEntry e order by e.number desc", AuditEntry.class)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultStream()
        .map(AuditEntry::view)
        .toList();
  }

  @Override
  @Lock(LockType.READ)
  public long count() {
    return entities.createQuery("select count(e) from AuditEntry e", Long.class).getSingleResult();
  }

  @Override
  @Lock(LockType.READ)
  public OptionalLong firstWrongEntry() {
    long expected = 1;
    byte[] previous = new byte[AuditEntry.HASH_BYTES];
    while (true) {
      entities.clear();
      List<AuditEntry> page =
          entities
              .createQuery(
                  "select e from AuditEntry e where e.number >= :from order by e.number",
                  AuditEntry.class)
              .setParameter("from", expected)
              .setHint("jakarta.persistence.cache.retrieveMode", "BYPASS")
              .setHint("jakarta.persistence.cache.storeMode", "BYPASS")
              .setMaxResults(VERIFY_PAGE_ENTRIES)
              .getResultList();
      if (page.isEmpty()) {
        return OptionalLong.empty();
      }
      for (AuditEntry entry : page) {
        if (!entry.follows(expected, previous)) {
          return OptionalLong.of(expected);
        }
        previous = entry.hash();
        expected++;
      }
    }
  }
}
