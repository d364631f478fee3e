package org.healthchain.server.ledger;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A transaction's body, apart so that it can be erased (FR-13). */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_body")
public class BodyEntity {
  @Id private long number;

  @Column(updatable = false)
  private byte[] body;

  protected BodyEntity() {}

  BodyEntity(TransactionNumber number, byte[] body) {
    this.number = number.value();
    this.body = body.clone();
  }

  byte[] body() {
    return body.clone();
  }
}
