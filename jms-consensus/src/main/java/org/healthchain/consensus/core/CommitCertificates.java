package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.VotePhase;

/** Offline verification of a block's commit certificate: it needs that epoch's membership only. */
public final class CommitCertificates {
  private static final int ED25519_SIGNATURE_BYTES = SignatureScheme.ED25519.maxSignatureBytes();

  private CommitCertificates() {}

  /**
   * Whether a quorum of {@code membership} certified that the block at {@code height} has this
   * header hash.
   */
  public static boolean verify(
      QuorumCertificate certificate,
      Digest chainId,
      Membership membership,
      SequenceNumber height,
      Digest headerHash,
      Verifier verifier) {
    byte[] statement =
        new Statements(chainId).checkpoint(certificate.membershipEpoch(), height, headerHash);
    return verify(certificate, membership, membership.quorum(), statement, verifier);
  }

  /** Whether a quorum of {@code membership} committed to that proposal, in whatever view. */
  public static boolean verify(
      CommittedProof proof, Digest chainId, Membership membership, Verifier verifier) {
    byte[] statement =
        new Statements(chainId)
            .vote(
                VotePhase.COMMIT,
                proof.epoch(),
                proof.view(),
                proof.sequenceNumber(),
                proof.proposal().digest());
    return verify(proof.commits(), membership, membership.quorum(), statement, verifier);
  }

  /** Whether {@code quorum} distinct members signed the statement. */
  static boolean verify(
      QuorumCertificate certificate,
      Membership membership,
      int quorum,
      byte[] statement,
      Verifier verifier) {
    if (certificate.membershipEpoch() != membership.epoch()
        || certificate.scheme() != membership.voteScheme()
        || !certificate.signers().fits(membership.n())
        || certificate.signers().size() < quorum) {
      return false;
    }
    return signaturesVerify(certificate, membership, statement, verifier);
  }

  static boolean signaturesVerify(
      QuorumCertificate certificate, Membership membership, byte[] statement, Verifier verifier) {
    int[] signers = certificate.signers().indexes();
    if (certificate.scheme() == SignatureScheme.BLS) {
      List<Bytes> keys = new ArrayList<>(signers.length);
      for (int signer : signers) {
        keys.add(membership.member(signer).voteKey());
      }
      return verifier.verifyAggregate(keys, statement, certificate.proof());
    }
    if (certificate.proof().length() != signers.length * ED25519_SIGNATURE_BYTES) {
      return false;
    }
    int offset = 0;
    for (int signer : signers) {
      Member member = membership.member(signer);
      int end = offset + ED25519_SIGNATURE_BYTES;
      Bytes signature = Bytes.of(certificate.proof().slice(offset, end));
      if (!verifier.verify(SignatureScheme.ED25519, member.identityKey(), statement, signature)) {
        return false;
      }
      offset = end;
    }
    return true;
  }
}
