package org.healthchain.consensus.replica;

/**
 * What the quorum ordered contradicts what the ledger holds at that height. No repetition mends
 * that: the ledger is damaged, or more replicas lie than the consortium tolerates. The replica
 * stops.
 */
public final class LedgerConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerConflictException(String what) {
    super(what);
  }
}
