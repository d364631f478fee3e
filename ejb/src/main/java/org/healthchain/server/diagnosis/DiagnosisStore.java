package org.healthchain.server.diagnosis;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** The catalogue in the database. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DiagnosisStore {
  private static final int BATCH_ROWS = 1000;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  public List<Diagnosis> all() {
    return entities
        .createQuery("SELECT d FROM DiagnosisEntity d", DiagnosisEntity.class)
        .getResultStream()
        .map(DiagnosisEntity::view)
        .toList();
  }

  /** All or nothing. */
  public void replaceAll(List<Diagnosis> diagnoses) {
    entities.createQuery("DELETE FROM DiagnosisEntity d").executeUpdate();
    int rows = 0;
    for (Diagnosis diagnosis : diagnoses) {
      entities.persist(new DiagnosisEntity(diagnosis));
      if (++rows % BATCH_ROWS == 0) {
        entities.flush();
        entities.clear();
      }
    }
  }
}
