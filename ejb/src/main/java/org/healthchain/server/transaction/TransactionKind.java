package org.healthchain.server.transaction;

/** What a transaction is for; the code stands in its header. */
public enum TransactionKind {
  /** A patient's record, authorised by a group signature. */
  RECORD(1),
  /** Announces the manager's public key of the day (FR-8). */
  DAY_KEY(16),
  /** Admits an institution (FR-4, FR-9). */
  ADMIT(17),
  /** Expels an institution and opens the next group epoch (FR-10). */
  REVOKE(18),
  /** Orders bodies to be erased at every node (FR-13). */
  ERASE(19),
  /** Pins the digest of the manager's audit trail (FR-11). */
  ACCESS(20);

  private final int code;

  TransactionKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether the manager's signature authorises it and it changes the consortium's state. */
  public boolean isControl() {
    return this != RECORD;
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
