package org.healthchain.server.ledger;

import java.time.Instant;
import org.healthchain.server.transaction.Recovery;

/**
 * A block's header and its certificate in brief; hashes as 64 hex digits.
 *
 * @param certified false for the moments until the commit certificate is complete
 * @param certificateSigners how many distinct members signed; quorum is what was needed
 */
public record BlockView(
    long height,
    String hash,
    String previousHash,
    String merkleRoot,
    String stateRoot,
    long view,
    int membershipEpoch,
    Instant time,
    int transactions,
    int sizeBytes,
    boolean certified,
    int certificateSigners,
    int quorum) {
  /** Whether the members' operators made the block by hand. */
  public boolean recovery() {
    return view == Recovery.ORIGINATING_VIEW;
  }
}
