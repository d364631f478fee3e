package org.healthchain.server.ledger;

/** This server's own database holds what it never wrote; {@code verify} names the place. */
public class DamagedLedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedLedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
