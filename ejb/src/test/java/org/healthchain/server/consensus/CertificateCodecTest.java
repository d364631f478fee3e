package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.server.transaction.DecoderContract;
import org.junit.jupiter.api.Test;

class CertificateCodecTest {
  @Test
  void certificatesOfBothSchemesComeBackAsTheyWere() throws Exception {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      QuorumCertificate certificate = certificate(scheme);
      assertThat(CertificateCodec.decode(CertificateCodec.encode(certificate)))
          .isEqualTo(certificate);
    }
  }

  @Test
  void aCertificateKeepsTheDecodersContract() {
    DecoderContract.check(
        CertificateCodec.encode(certificate(SignatureScheme.ED25519)),
        bytes -> CertificateCodec.encode(CertificateCodec.decode(bytes)));
  }

  private static QuorumCertificate certificate(SignatureScheme scheme) {
    BitSet signers = new BitSet();
    signers.set(0, 3);
    return new QuorumCertificate(scheme, 4, MemberSet.of(4, signers), Bytes.of(new byte[3 * 64]));
  }
}
