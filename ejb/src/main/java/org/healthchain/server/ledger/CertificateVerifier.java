package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;

/** Verifies commit certificates; the ledger does not know how votes are signed. */
@FunctionalInterface
public interface CertificateVerifier {
  /**
   * @param before the state whose members certify the block
   */
  Outcome verify(BlockHeader header, ConsortiumState before, byte[] certificate);

  /** How a certificate fared: distinct members that signed and how many were needed. */
  record Outcome(boolean valid, int signers, int quorum) {}
}
