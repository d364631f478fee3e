package org.healthchain.consensus.simulation;

/** What a Byzantine replica does, beside running a core. */
enum Attack {
  /** As primary sends two proposals for one sequence number, each to a half. */
  EQUIVOCATE,
  /** Votes prepare and commit for every digest it hears of. */
  DOUBLE_VOTE,
  /** Proposes batches that nobody holds. */
  WITHHOLD_BATCH,
  /** Spoils the signatures of some of its votes and shares. */
  BAD_SHARE,
  /** Sends certificates that name too few or wrong voters, or old ones. */
  FORGED_CERTIFICATE,
  /** Orders everything but some batches. */
  CENSOR,
  /** As collector sends certificates to some only. */
  LYING_COLLECTOR,
  /** Serves altered blocks to who fetches them. */
  POISONED_SNAPSHOT,
  /** Claims far views, far heights and a learner's bound. */
  FAR_VIEWS,
  /** As new primary sends a new-view that does not follow. */
  FORGED_NEW_VIEW,
  /** Leaves its prepared certificates out of its view-changes. */
  OMIT_PREPARED,
  /** Sends every vote twice more. */
  REPEAT_VOTES,
  /** Says nothing at all. */
  SILENT
}
