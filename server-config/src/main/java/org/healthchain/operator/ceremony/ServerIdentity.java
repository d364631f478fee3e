package org.healthchain.operator.ceremony;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.Opaque;

/**
 * What every server has: a long-term Ed25519 identity, and a TLS key with its certificate.
 *
 * @param certificates the server's first, the authority's last
 */
record ServerIdentity(
    Ed25519PrivateKeyParameters identityKey,
    PrivateKey tlsKey,
    List<X509Certificate> certificates) {

  static ServerIdentity create(
      ConsortiumPlan.Server server,
      String consortium,
      CertificateAuthority authority,
      SecureRandom random)
      throws GeneralSecurityException, IOException {
    KeyPair tls = CertificateAuthority.newKeyPair(random);
    X509Certificate certificate =
        authority.certify(
            consortium, server.directory(), server.listeners().address(), tls.getPublic());
    return new ServerIdentity(
        new Ed25519PrivateKeyParameters(random),
        tls.getPrivate(),
        List.of(certificate, authority.certificate()));
  }

  Opaque publicKey() {
    return Opaque.of(identityKey.generatePublicKey().getEncoded());
  }

  Hash certificateFingerprint() throws GeneralSecurityException {
    return Hash.sha256(certificates.get(0).getEncoded());
  }

  byte[] sign(byte[] message) {
    return IdentitySignatures.sign(identityKey, message);
  }

  void store(InstanceKeyStore keyStore) throws GeneralSecurityException {
    keyStore.setSecret(SecretName.IDENTITY_KEY, identityKey.getEncoded());
    keyStore.setTls(tlsKey, certificates.toArray(X509Certificate[]::new));
  }
}
