package org.healthchain.crypto.groupsignature;

import java.security.GeneralSecurityException;

/**
 * A step of the protocol that must not go on. A bad signature is no such thing: it verifies as
 * false. Immutable.
 */
public final class GroupSignatureException extends GeneralSecurityException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** Bytes that are not the one encoding of the object. */
    MALFORMED,
    /** A proof of knowledge does not verify. */
    BAD_PROOF,
    /** A join request made for another nonce. */
    WRONG_NONCE,
    /** The member's public key or name is registered already. */
    ALREADY_REGISTERED,
    /** A credential that does not belong to this member, group and epoch. */
    BAD_CREDENTIAL,
    /** Keys, updates or requests of another group. */
    WRONG_GROUP,
    /** An epoch that does not follow the present one. */
    WRONG_EPOCH,
    /** The signature that was to be opened does not verify. */
    BAD_SIGNATURE
  }

  private final Reason reason;

  GroupSignatureException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** With the message of its cause. */
  GroupSignatureException(Reason reason, Exception cause) {
    super(cause.getMessage(), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
