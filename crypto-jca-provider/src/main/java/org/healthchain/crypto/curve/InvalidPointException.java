package org.healthchain.crypto.curve;

import java.security.GeneralSecurityException;

/** Bytes that are not the one valid encoding of a point or scalar. Immutable. */
public final class InvalidPointException extends GeneralSecurityException {
  private static final long serialVersionUID = 1L;

  /** Tells which check failed. */
  public InvalidPointException(String message) {
    super(message);
  }
}
