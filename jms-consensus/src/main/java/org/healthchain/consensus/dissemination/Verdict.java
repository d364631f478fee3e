package org.healthchain.consensus.dissemination;

/** What a host found out about a transaction. */
public enum Verdict {
  VALID,

  /** Never valid, whatever the state of the ledger: whoever passed it on is at fault. */
  INVALID,

  /** Cannot be judged yet, as this replica lags (unknown group epoch). Nobody's fault. */
  UNDECIDED
}
