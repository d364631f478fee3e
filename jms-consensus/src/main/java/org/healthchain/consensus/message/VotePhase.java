package org.healthchain.consensus.message;

/** The two votes on a proposal. */
public enum VotePhase {
  PREPARE(0),
  COMMIT(1);

  private final int code;

  VotePhase(int code) {
    this.code = code;
  }

  /** One byte on the wire. */
  int code() {
    return code;
  }
}
