package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.BAD_PROOF;
import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.WRONG_NONCE;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;

/**
 * What an institution sends to be admitted: its registration (name, Y, long-term signature) and a
 * proof that it knows y, bound to group, name and the issuer's nonce. Immutable.
 */
public final class JoinRequest {
  private final Registration registration;
  private final byte[] nonce;
  private final KnowledgeProof proof;

  JoinRequest(Registration registration, byte[] nonce, KnowledgeProof proof) {
    this.registration = registration;
    this.nonce = nonce.clone();
    this.proof = proof;
  }

  /** Reads {@link #toBytes()}. */
  public static JoinRequest fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static JoinRequest fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(
        curve,
        bytes,
        ObjectKind.JOIN_REQUEST,
        in -> new JoinRequest(Registration.read(in), in.raw(IssuingKey.NONCE_BYTES), in.proof()));
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.JOIN_REQUEST);
    registration.write(out);
    return out.raw(nonce).proof(proof).toBytes();
  }

  /** Goes on the ledger when the member is admitted. */
  public Registration registration() {
    return registration;
  }

  void verify(GroupPublicKey group, byte[] expectedNonce) throws GroupSignatureException {
    if (!MessageDigest.isEqual(nonce, expectedNonce)) {
      throw new GroupSignatureException(WRONG_NONCE, "the request answers another nonce");
    }
    G1Point memberPublic = registration.memberPublic();
    byte[] recomputed =
        proof.recompute(group.curve(), group.parameters().bases().h1(), memberPublic);
    if (!proof.holds(statement(group, registration.memberId(), nonce, memberPublic), recomputed)) {
      throw new GroupSignatureException(BAD_PROOF, "the member does not prove to know its secret");
    }
  }

  static Transcript statement(
      GroupPublicKey group, String memberId, byte[] nonce, G1Point memberPublic) {
    return group
        .transcript("join")
        .append("id", memberId.getBytes(StandardCharsets.UTF_8))
        .append("nonce", nonce)
        .append("Y", memberPublic.compressed());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JoinRequest that
        && registration.equals(that.registration)
        && MessageDigest.isEqual(nonce, that.nonce)
        && proof.equals(that.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }

  @Override
  public String toString() {
    return "JoinRequest[" + registration.memberId() + "]";
  }
}
