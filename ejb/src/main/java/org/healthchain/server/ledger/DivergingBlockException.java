package org.healthchain.server.ledger;

import jakarta.ejb.ApplicationException;

/** A block that a quorum certified executes to another header here: this server is damaged. */
@ApplicationException(rollback = true)
public class DivergingBlockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergingBlockException(long height) {
    super("block " + height + " executes to another header than the certified one");
  }
}
