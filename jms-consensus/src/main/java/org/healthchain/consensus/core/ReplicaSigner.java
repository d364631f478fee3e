package org.healthchain.consensus.core;

import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/**
 * Signs for this replica. Must be deterministic (Ed25519 and BLS are), since a vote is signed again
 * when it is sent again after a restart.
 */
@FunctionalInterface
public interface ReplicaSigner {
  /**
   * Signs with the present identity key ({@link SignatureScheme#ED25519}) or vote key ({@link
   * SignatureScheme#BLS}).
   */
  Bytes sign(SignatureScheme scheme, byte[] statement);

  /**
   * Signs with the key that belongs to {@code publicKey}, which is this replica's in the membership
   * concerned. A host that rotates keys while it runs overrides this; one that has a single key of
   * each scheme need not.
   */
  default Bytes sign(SignatureScheme scheme, Bytes publicKey, byte[] statement) {
    return sign(scheme, statement);
  }
}
