package org.healthchain.consensus.storage;

/** What a replica's writes survive. */
public enum Durability {
  /** Each group of records is forced to the disk before anything follows from it: the default. */
  POWER_FAILURE,

  /**
   * Records are handed to the operating system: survives the end of the process, however violent.
   * After a loss of power the end of the log may be missing, and the replica comes back as a
   * learner.
   */
  PROCESS_END
}
