package org.healthchain.consensus.core;

import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/**
 * Signs for this replica. Must be deterministic (Ed25519 and BLS are), since a vote is signed again
 * when it is sent again after a restart.
 */
@FunctionalInterface
public interface Signer {
  /**
   * Signs with the identity key ({@link SignatureScheme#ED25519}) or the vote key ({@link
   * SignatureScheme#BLS}).
   *
   * @param publicKey of this replica in the membership concerned: tells which key to use while keys
   *     are being rotated
   */
  Bytes sign(SignatureScheme scheme, Bytes publicKey, byte[] statement);
}
