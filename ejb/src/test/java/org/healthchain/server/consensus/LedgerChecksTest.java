package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.server.ledger.CertificateVerifier;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class LedgerChecksTest {
  private final Samples samples = new Samples(41);
  private final List<Ed25519PrivateKeyParameters> keys = new ArrayList<>();
  private final ConsortiumState state = ConsortiumState.genesis(0, members(), List.of());
  private final BlockHeader header =
      new BlockHeader(Samples.CHAIN, 7, Hash.ZERO, Hash.ZERO, state.root(), 0, 7, 0, 99, 0);
  private final CertificateVerifier verifier = LedgerChecks.certificates(new VoteVerifier());

  @Test
  void aQuorumOfTheMembersCertifiesABlock() {
    CertificateVerifier.Outcome outcome = verifier.verify(header, state, certificate(0, 1, 3));
    assertThat(outcome).isEqualTo(new CertificateVerifier.Outcome(true, 3, 3));
    assertThat(verifier.verify(header, state, certificate(0, 1, 2, 3)).valid()).isTrue();
  }

  @Test
  void lessThanAQuorumDoesNot() {
    assertThat(verifier.verify(header, state, certificate(0, 1)).valid()).isFalse();
  }

  @Test
  void everyFlippedBitOfACertificateIsFound() {
    byte[] certificate = certificate(0, 1, 2);
    for (int bit = 0; bit < certificate.length * 8; bit++) {
      byte[] flipped = certificate.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verifier.verify(header, state, flipped).valid()).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void aCertificateOfAnotherBlockOrEpochDoesNotFit() {
    byte[] certificate = certificate(0, 1, 2);
    BlockHeader other =
        new BlockHeader(Samples.CHAIN, 7, Hash.ZERO, Hash.ZERO, state.root(), 1, 7, 0, 99, 0);
    assertThat(verifier.verify(other, state, certificate).valid()).isFalse();
    ConsortiumState later =
        new ConsortiumState(1, 0, state.members(), state.dayKeys(), Hash.ZERO, 0);
    assertThat(verifier.verify(header, later, certificate).valid()).isFalse();
  }

  private byte[] certificate(int... signers) {
    byte[] statement =
        new Statements(Memberships.digest(Samples.CHAIN))
            .checkpoint(0, new SequenceNumber(7), Memberships.digest(header.hash()));
    BitSet bits = new BitSet();
    byte[] proof = new byte[signers.length * 64];
    for (int i = 0; i < signers.length; i++) {
      bits.set(signers[i]);
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, keys.get(signers[i]));
      signer.update(statement, 0, statement.length);
      System.arraycopy(signer.generateSignature(), 0, proof, i * 64, 64);
    }
    return CertificateCodec.encode(
        new QuorumCertificate(SignatureScheme.ED25519, 0, MemberSet.of(4, bits), Bytes.of(proof)));
  }

  private List<ConsortiumMember> members() {
    List<ConsortiumMember> members = new ArrayList<>();
    for (int id = 1; id <= 4; id++) {
      Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(samples.bytes(32), 0);
      keys.add(key);
      ConsortiumMember any = samples.member(id);
      members.add(
          new ConsortiumMember(
              id,
              any.name(),
              any.brokerAddress(),
              Opaque.of(key.generatePublicKey().getEncoded()),
              any.voteKey(),
              any.votePossession(),
              any.certificateFingerprint(),
              any.groupKey(),
              any.groupKeySignature(),
              any.credential()));
    }
    return members;
  }
}
