package org.healthchain.server.transaction;

/**
 * What a transaction is for, how the body of an order is read, and what is counted when its
 * authorisation does not verify. What an order does to the state its payload says ({@link
 * ControlPayload#applyTo}).
 */
public enum TransactionKind {
  /** A patient's record, authorised by a group signature. */
  RECORD(1, RejectionReason.BAD_GROUP_SIGNATURE, null),
  /** Announces the manager's public key of the day (FR-8). */
  DAY_KEY(16, RejectionReason.UNSIGNED_DAY_KEY, DayKey::read),
  /** Admits an institution (FR-4, FR-9). */
  ADMIT(17, RejectionReason.BAD_MANAGER_SIGNATURE, Admission::read),
  /** Expels an institution and opens the next group epoch (FR-10). */
  REVOKE(18, RejectionReason.BAD_MANAGER_SIGNATURE, Revocation::read),
  /** Orders bodies to be erased at every node (FR-13). */
  ERASE(19, RejectionReason.BAD_MANAGER_SIGNATURE, Erasure::read),
  /** Pins the digest of the manager's audit trail (FR-11). */
  ACCESS(20, RejectionReason.BAD_MANAGER_SIGNATURE, AccessDigest::read),
  /** Ends an epoch in which too many replicas lost their votes (FR-18). */
  RECOVER(21, RejectionReason.BAD_MANAGER_SIGNATURE, Recovery::read);

  private final int code;
  private final RejectionReason unauthorised;
  private final PayloadReader reader;

  TransactionKind(int code, RejectionReason unauthorised, PayloadReader reader) {
    this.code = code;
    this.unauthorised = unauthorised;
    this.reader = reader;
  }

  /** Reads an order's fields; {@link IllegalArgumentException} if one is out of range. */
  @FunctionalInterface
  private interface PayloadReader {
    ControlPayload read(CanonicalReader in) throws MalformedEncodingException;
  }

  /** Stands in the header; one byte. */
  public int code() {
    return code;
  }

  /** Whether the manager's signature authorises it and it changes the consortium's state. */
  public boolean isControl() {
    return reader != null;
  }

  /** What a transaction of this kind is refused for when its authorisation does not verify. */
  public RejectionReason unauthorised() {
    return unauthorised;
  }

  ControlPayload readPayload(CanonicalReader in) throws MalformedEncodingException {
    if (reader == null) {
      throw new MalformedEncodingException(Malformation.Kind.NO_ORDER);
    }
    try {
      return reader.read(in);
    } catch (IllegalArgumentException e) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
  }

  static TransactionKind ofCode(int code) throws MalformedEncodingException {
    for (TransactionKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedEncodingException(Malformation.Kind.TRANSACTION_KIND, code);
  }
}
