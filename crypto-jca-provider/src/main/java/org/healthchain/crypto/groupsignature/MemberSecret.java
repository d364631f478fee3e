package org.healthchain.crypto.groupsignature;

import java.security.SecureRandom;
import javax.security.auth.Destroyable;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * The member's own secret y, drawn by the member and never shown to anybody, with Y = h1^y. Made
 * before joining; with a credential it becomes a {@link MemberKey}. Safe for many threads. Once
 * destroyed, whatever needs y throws {@link IllegalStateException}; what needs Y alone still works.
 */
public final class MemberSecret implements Destroyable {
  private final GroupParameters parameters;
  private final SecretScalar y;
  private final G1Point memberPublic;

  MemberSecret(GroupParameters parameters, SecretScalar y) {
    this.parameters = parameters;
    this.y = y;
    this.memberPublic = parameters.bases().h1().multiply(y);
  }

  /** Draws y, uniform in [1, r), and computes Y = h1^y. */
  public static MemberSecret generate(GroupParameters parameters, SecureRandom random) {
    return new MemberSecret(parameters, SecretScalar.random(random));
  }

  /** Reads {@link #toBytes()}. */
  public static MemberSecret fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static MemberSecret fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(
        curve,
        bytes,
        ObjectKind.MEMBER_SECRET,
        in -> new MemberSecret(in.parameters(), in.secret()));
  }

  /** The secret encoding; see {@code FORMATS.md}. The caller wipes it. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.MEMBER_SECRET);
    parameters.write(out);
    return out.secret(y).toBytes();
  }

  /** The public half, Y. */
  public MemberPublicKey publicKey() {
    return new MemberPublicKey(parameters, memberPublic);
  }

  /**
   * What to sign with the member's long-term key before {@link #requestJoin}.
   *
   * @throws IllegalArgumentException if the group has other parameters or the id is out of bounds
   */
  public byte[] bytesToSign(GroupPublicKey group, String memberId) {
    Registration.requireMemberId(memberId);
    requireSame(group);
    return Registration.signedBytes(group, memberId, memberPublic);
  }

  /**
   * The request to join: Y, and a proof of knowledge of y (Schnorr 1991) bound to (gpk, id, nonce):
   * R = h1^k, c = hash(gpk, id, nonce, Y, R), s = k + c·y.
   *
   * @param nonce as the issuer gave it, {@link IssuingKey#NONCE_BYTES}
   * @param longTermSignature over {@link #bytesToSign}
   * @throws IllegalArgumentException if the group has other parameters, or an argument the wrong
   *     length
   */
  public JoinRequest requestJoin(
      GroupPublicKey group,
      String memberId,
      byte[] nonce,
      byte[] longTermSignature,
      SecureRandom random) {
    requireSame(group);
    if (nonce.length != IssuingKey.NONCE_BYTES) {
      throw new IllegalArgumentException("a nonce has " + IssuingKey.NONCE_BYTES + " bytes");
    }
    Registration registration = new Registration(memberId, memberPublic, longTermSignature);
    KnowledgeProof proof =
        KnowledgeProof.prove(
            JoinRequest.statement(group, memberId, nonce, memberPublic),
            y,
            random,
            k -> parameters.bases().h1().multiply(k).compressed());
    return new JoinRequest(registration, nonce, proof);
  }

  /**
   * Takes the credential, having checked it: e(A, w·g2^x) = e(G_e·Y, g2). The key shares this
   * secret: destroying either destroys both.
   *
   * @throws GroupSignatureException BAD_CREDENTIAL
   * @throws IllegalArgumentException if the group has other parameters
   */
  public MemberKey accept(GroupPublicKey group, Credential credential)
      throws GroupSignatureException {
    requireSame(group);
    return MemberKey.of(group, this, credential);
  }

  GroupParameters parameters() {
    return parameters;
  }

  SecretScalar y() {
    return y;
  }

  G1Point memberPublic() {
    return memberPublic;
  }

  private void requireSame(GroupPublicKey group) {
    if (!group.parameters().equals(parameters)) {
      throw new IllegalArgumentException("the secret was made for another group");
    }
  }

  @Override
  public void destroy() {
    y.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return y.isDestroyed();
  }

  /** By the public half, which determines the other. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MemberSecret that
        && parameters.equals(that.parameters)
        && memberPublic.equals(that.memberPublic)
        && isDestroyed() == that.isDestroyed();
  }

  @Override
  public int hashCode() {
    return parameters.hashCode();
  }

  @Override
  public String toString() {
    return "MemberSecret[" + parameters.label() + "]";
  }
}
