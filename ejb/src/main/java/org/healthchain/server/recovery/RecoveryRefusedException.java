package org.healthchain.server.recovery;

/** A step of a recovery that must not be taken; the message tells the operator why. */
public final class RecoveryRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RecoveryRefusedException(String message) {
    super(message);
  }
}
