package org.healthchain.consensus.message;

/**
 * The one format of a certificate: that the members in the bitmap signed a statement. Over a
 * checkpoint statement it is a block's <em>commit certificate</em>; over a prepare statement, with
 * the proposal, it is a prepared certificate. What the statement says is not inside: the verifier
 * rebuilds it.
 *
 * @param membershipEpoch the epoch whose members the bitmap counts
 * @param signers positions of the signers in that membership
 * @param proof for {@link SignatureScheme#ED25519} the signers' 64-byte signatures in ascending
 *     order of position, for {@link SignatureScheme#BLS} the aggregate
 */
public record QuorumCertificate(
    SignatureScheme scheme, int membershipEpoch, MemberSet signers, Bytes proof) {
  /** 1024 signatures of 64 bytes. */
  public static final int MAX_PROOF_BYTES = Membership.MAX_MEMBERS * 64;

  public QuorumCertificate {
    if (membershipEpoch < 0 || proof.length() > MAX_PROOF_BYTES) {
      throw new IllegalArgumentException("epoch " + membershipEpoch + ", proof " + proof.length());
    }
  }
}
