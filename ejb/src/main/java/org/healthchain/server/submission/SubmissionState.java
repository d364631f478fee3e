package org.healthchain.server.submission;

/** What became of a submission (FR-2); it only moves downwards in this list. */
public enum SubmissionState {
  /** Encrypted and stored at the institution's server. */
  QUEUED(0),
  /** Carries its group signature and is on its way. */
  SIGNED(1),
  /** Stands in a block that a quorum vouches for. */
  COMMITTED(2),
  /** Will never stand in a block; the view names the reason. */
  REJECTED(3);

  private final int code;

  SubmissionState(int code) {
    this.code = code;
  }

  /** As the database has it; never reuse one. */
  short code() {
    return (short) code;
  }

  static SubmissionState of(short code) {
    for (SubmissionState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalStateException("no such state of a submission: " + code);
  }
}
