package org.healthchain.consensus.dissemination;

/** What became of a local submission. */
public enum SubmissionFate {
  /** Accepted; the machine keeps it until it is executed or rejected. */
  ACCEPTED,

  /** Too many are under way: submit again later. */
  BUSY,

  /** On its way for long, still kept and resent. An operator may want to know. */
  STALLED,

  /** On the chain. */
  EXECUTED,

  /** Executed and refused, for reasons of state (revoked, key of the day expired). */
  REFUSED,

  /** Not a valid transaction. */
  INVALID
}
