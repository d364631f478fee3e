package org.healthchain.consensus.transport;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Where another server is reached and how it is recognised.
 *
 * @param certificate the one TLS certificate that this peer uses, as server and as client
 * @param identityKey encoded Ed25519 public key that verifies its frames
 */
public record PeerEndpoint(
    ReplicaId id, String host, int port, X509Certificate certificate, Bytes identityKey) {
  public PeerEndpoint {
    Objects.requireNonNull(id);
    Objects.requireNonNull(host);
    Objects.requireNonNull(identityKey);
    Objects.requireNonNull(certificate);
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
  }

  /** Names the certificate: a domain-separated SHA-256 of its DER form. */
  Digest fingerprint() {
    return fingerprint(certificate);
  }

  static Digest fingerprint(X509Certificate certificate) {
    try {
      byte[] label = "HealthChain/tls-certificate/v1".getBytes(StandardCharsets.US_ASCII);
      return Digest.sha256(label, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate without an encoding", e);
    }
  }
}
