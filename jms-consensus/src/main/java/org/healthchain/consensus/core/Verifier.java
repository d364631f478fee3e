package org.healthchain.consensus.core;

import java.util.List;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/** Checks signatures: a pure function of its arguments. Malformed bytes give false. */
public interface Verifier {
  boolean verify(SignatureScheme scheme, Bytes publicKey, byte[] statement, Bytes signature);

  /**
   * Whether the BLS aggregate is of signatures by all of these keys over the one statement. Safe
   * against rogue keys, because each key's proof of possession was checked at admission.
   */
  boolean verifyAggregate(List<Bytes> publicKeys, byte[] statement, Bytes aggregate);
}
