package org.healthchain.consensus.transport;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Where another server is reached and how it is recognised.
 *
 * @param certificateFingerprint SHA-256 of the DER form of the one TLS certificate that this peer
 *     uses, as server and as client
 */
public record PeerEndpoint(ReplicaId id, String host, int port, Digest certificateFingerprint) {
  public PeerEndpoint {
    Objects.requireNonNull(id);
    Objects.requireNonNull(host);
    Objects.requireNonNull(certificateFingerprint);
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
  }

  /** SHA-256 of the certificate's DER form. */
  public static Digest fingerprint(X509Certificate certificate) {
    try {
      return Digest.sha256(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate without an encoding", e);
    }
  }
}
