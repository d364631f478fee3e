package org.healthchain.crypto.groupsignature;

import java.util.Optional;

/**
 * Who signed, as the opener knows it and cannot show it to others; what can be shown is an {@link
 * Opening}. Immutable.
 *
 * @param valid whether the signature verifies; one that does not is not decrypted
 * @param signer the member; empty if the signature is not valid, or if its key is not registered
 */
public record Trace(boolean valid, Optional<Registration> signer) {
  static final Trace INVALID = new Trace(false, Optional.empty());
}
