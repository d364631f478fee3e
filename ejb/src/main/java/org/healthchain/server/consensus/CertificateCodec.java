package org.healthchain.server.consensus;

import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * A commit certificate as the ledger keeps it: scheme u8 ‖ membership epoch u32 ‖ bitmap of signers
 * (u16 length) ‖ proof (u32 length).
 */
final class CertificateCodec {
  private static final int MAX_BITMAP_BYTES = 128;

  private CertificateCodec() {}

  static byte[] encode(QuorumCertificate certificate) {
    return new CanonicalWriter(512)
        .u8(certificate.scheme().wireId())
        .u32(certificate.membershipEpoch())
        .bytes16(Opaque.of(certificate.signers().toBytes()))
        .bytes32(certificate.proof().toArray())
        .toByteArray();
  }

  static QuorumCertificate decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    int wireId = in.u8();
    SignatureScheme scheme = null;
    for (SignatureScheme known : SignatureScheme.values()) {
      if (known.wireId() == wireId) {
        scheme = known;
      }
    }
    if (scheme == null) {
      throw new MalformedEncodingException(Malformation.Kind.SIGNATURE_SCHEME, wireId);
    }
    QuorumCertificate certificate =
        new QuorumCertificate(
            scheme,
            in.u32(),
            MemberSet.ofBytes(in.bytes16(MAX_BITMAP_BYTES).bytes()),
            Bytes.of(in.bytes32(QuorumCertificate.MAX_PROOF_BYTES)));
    in.end();
    return certificate;
  }
}
