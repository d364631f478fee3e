package org.healthchain.server.audit;

import jakarta.annotation.Resource;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.instance.LedgerDataSource;
import org.healthchain.server.transaction.Hash;

/**
 * Writes and reads the audit trail. One writer at a time; an entry is committed on its own before
 * {@link #record} returns, so that what is done next cannot happen without leaving a trace.
 */
@Singleton
@DependsOn("SchemaInstaller")
@Local({AuditService.class, AuditRecorder.class})
@DeclareRoles({Roles.MANAGER, Roles.AUDITOR})
@RolesAllowed({Roles.MANAGER, Roles.AUDITOR})
public class AuditServiceBean implements AuditService, AuditRecorder {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Resource(lookup = LedgerDataSource.JNDI_NAME)
  private DataSource dataSource;

  @Override
  @PermitAll
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void record(AuditEvent event) {
    AuditEntryEntity last = newest().orElse(null);
    long number = last == null ? 1 : last.number() + 1;
    byte[] previous = last == null ? new byte[AuditEntryEntity.HASH_BYTES] : last.hash();
    entities.persist(new AuditEntryEntity(number, Instant.now(), previous, event));
  }

  @Override
  @Lock(LockType.READ)
  public List<AuditEntryView> entries(int offset, int limit) {
    return entities
        .createQuery(
            "select e from AuditEntryEntity e order by e.number desc", AuditEntryEntity.class)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultStream()
        .map(AuditEntryEntity::view)
        .toList();
  }

  @Override
  @Lock(LockType.READ)
  public long count() {
    return entities
        .createQuery("select count(e) from AuditEntryEntity e", Long.class)
        .getSingleResult();
  }

  @Override
  @PermitAll
  @Lock(LockType.READ)
  public AuditHead head() {
    return newest()
        .map(entry -> new AuditHead(entry.number(), Hash.of(entry.hash())))
        .orElse(new AuditHead(0, Hash.ZERO));
  }

  @Override
  @Lock(LockType.READ)
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public OptionalLong firstWrongEntry() {
    try (Connection connection = dataSource.getConnection()) {
      AuditVerification found = AuditVerifier.verify(connection);
      return found.whole() ? OptionalLong.empty() : OptionalLong.of(found.firstWrongEntry());
    } catch (SQLException e) {
      throw new IllegalStateException("the audit trail could not be read", e);
    }
  }

  private Optional<AuditEntryEntity> newest() {
    return entities
        .createQuery(
            "select e from AuditEntryEntity e order by e.number desc", AuditEntryEntity.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }
}
