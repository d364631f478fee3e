package org.healthchain.server.diagnosis;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A code of the catalogue. */
@Entity
@Table(name = "hc_diagnosis")
public class DiagnosisEntity {
  @Id
  @Column(name = "code", length = CatalogueCsv.MAX_CODE_CHARS)
  private String code;

  @Column(name = "description", nullable = false, length = CatalogueCsv.MAX_DESCRIPTION_CHARS)
  private String description;

  /** For JPA. */
  protected DiagnosisEntity() {}

  DiagnosisEntity(Diagnosis diagnosis) {
    code = diagnosis.code();
    description = diagnosis.description();
  }

  Diagnosis view() {
    return new Diagnosis(code, description);
  }
}
