package org.healthchain.server.instance;

import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * What everybody knows of the group manager.
 *
 * @param brokerAddress host:port of its broker
 * @param identityKey Ed25519, 32 bytes; signs genesis and control transactions
 * @param certificateFingerprint SHA-256 of its TLS certificate
 */
public record ManagerDescription(
    String name, String brokerAddress, Opaque identityKey, Hash certificateFingerprint) {

  public ManagerDescription {
    if (name.isBlank() || identityKey.length() != IdentitySignatures.PUBLIC_KEY_BYTES) {
      throw new IllegalArgumentException("the manager has no name or no Ed25519 key");
    }
  }

  void write(CanonicalWriter out) {
    out.text(name).text(brokerAddress).raw(identityKey.bytes()).hash(certificateFingerprint);
  }

  static ManagerDescription read(CanonicalReader in) throws MalformedEncodingException {
    return new ManagerDescription(
        in.text(ConsortiumMember.MAX_NAME_BYTES),
        in.text(ConsortiumMember.MAX_ADDRESS_BYTES),
        Opaque.of(in.raw(IdentitySignatures.PUBLIC_KEY_BYTES)),
        in.hash());
  }
}
