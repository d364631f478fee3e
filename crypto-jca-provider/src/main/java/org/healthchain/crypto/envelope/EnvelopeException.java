package org.healthchain.crypto.envelope;

import java.security.GeneralSecurityException;

/**
 * An envelope that cannot be read or opened. Says why, as far as that helps no attacker. Immutable.
 */
public final class EnvelopeException extends GeneralSecurityException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** The bytes are no envelope. */
    MALFORMED,
    /** A version or an algorithm that this code does not know. */
    UNSUPPORTED,
    /** The private key belongs to none of the recipients. */
    NOT_A_RECIPIENT,
    /** Changed on the way, sealed for other associated data, or wrapped for another key. */
    NOT_AUTHENTIC
  }

  private final Reason reason;

  EnvelopeException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
