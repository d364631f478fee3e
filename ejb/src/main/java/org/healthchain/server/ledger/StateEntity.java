package org.healthchain.server.ledger;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.healthchain.server.transaction.ConsortiumState;

/** The consortium's state after a block that changed it. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_state")
public class StateEntity {
  @Id private long height;

  @Column(updatable = false)
  private byte[] state;

  protected StateEntity() {}

  StateEntity(long height, ConsortiumState state) {
    this.height = height;
    this.state = state.encode();
  }

  ConsortiumState state() {
    return StoredBytes.state(state);
  }
}
