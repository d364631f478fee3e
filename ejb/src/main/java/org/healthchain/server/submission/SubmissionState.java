package org.healthchain.server.submission;

/** What became of a submission (FR-2); it only moves downwards in this list. */
public enum SubmissionState {
  /** Encrypted and stored at the institution's server. */
  QUEUED,
  /** Carries its group signature and is on its way. */
  SIGNED,
  /** Stands in a block that a quorum vouches for. */
  COMMITTED,
  /** Will never stand in a block; the view names the reason. */
  REJECTED
}
