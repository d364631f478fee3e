package org.healthchain.consensus.core;

/** What the host knows about the votes that this replica may have cast before. */
public enum StartMode {
  /** The key has never voted: the consortium's first start, or a newly admitted member's. */
  NEVER_VOTED,

  /** The vote log is there (possibly cut short at its torn tail, which was never acted upon). */
  FROM_LOG,

  /** The vote log is lost: rejoin as a learner, vote when no old vote can be repeated. */
  LOG_LOST
}
