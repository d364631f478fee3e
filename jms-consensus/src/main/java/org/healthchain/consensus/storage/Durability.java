package org.healthchain.consensus.storage;

/** What a replica's writes survive. */
public enum Durability {
  /** Each group of records is forced to the disk: survives a power failure. */
  POWER_FAILURE,

  /**
   * Records are handed to the operating system: survives the end of the process, however violent.
   */
  PROCESS_END
}
