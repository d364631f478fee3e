package org.healthchain.consensus.simulation;

import java.util.EnumSet;
import java.util.Set;

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
  SILENT,

  // From here on: lies about batches, in runs with dissemination.

  /** Publishes its batches to accomplices and one other only, and serves nobody. */
  WITHHOLD_RELAYED,
  /** Publishes two batches at one place of its lane, each to a half. */
  EQUIVOCATE_LANE,
  /** Puts an invalid transaction into some of its batches. */
  INVALID_BATCH,
  /** Claims to hold whatever it hears of. */
  FALSE_MARKS,
  /** Receipts hops and drops them. */
  SWALLOW_HOPS,
  /** As primary proposes batches that it made up in another relay's name, and serves them. */
  MAKE_UP_BATCH;

  /** Lies that need no dissemination. */
  static final Set<Attack> ORDERING = EnumSet.range(EQUIVOCATE, SILENT);

  /** Lies about batches. */
  static final Set<Attack> RELAYING = EnumSet.range(WITHHOLD_RELAYED, MAKE_UP_BATCH);
}
