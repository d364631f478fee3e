package org.healthchain.crypto.groupsignature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;

/**
 * Who signed, as the opener says and anybody can check: the member's public key Y and a proof that
 * log_g(H) = log_C1(C2/Y). Immutable.
 */
public final class Opening {
  /** Checks the signature that a member made with its long-term key when it joined. */
  @FunctionalInterface
  public interface LongTermVerifier {
    /** Whether {@code signature} over {@code signed} is good under this member's long-term key. */
    boolean verify(String memberId, byte[] signed, byte[] signature);
  }

  private final G1Point memberPublic;
  private final KnowledgeProof proof;

  Opening(G1Point memberPublic, KnowledgeProof proof) {
    this.memberPublic = memberPublic;
    this.proof = proof;
  }

  /** Reads {@link #toBytes()}. */
  public static Opening fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static Opening fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(
        curve, bytes, ObjectKind.OPENING, in -> new Opening(in.g1(), in.proof()));
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    return new FormatWriter()
        .kind(ObjectKind.OPENING)
        .raw(memberPublic.compressed())
        .proof(proof)
        .toBytes();
  }

  /** Who signed, if anybody registered has this key; else nobody that the issuer admitted. */
  public Optional<Registration> signer(Registry registry) {
    return registry.find(memberPublic);
  }

  /**
   * Judges: whether the signature is valid, this opening proves that {@code accused}'s key made it,
   * and the accused signed that key with its long-term key when it joined. Needs no secret.
   *
   * @param group the group in the epoch of the signature
   */
  public boolean judge(
      GroupPublicKey group,
      byte[] message,
      GroupSignature signature,
      Registration accused,
      LongTermVerifier longTerm) {
    return memberPublic.equals(accused.memberPublic())
        && group.verify(message, signature.wire())
        && proves(group, message, signature)
        && longTerm.verify(
            accused.memberId(), accused.signedBytes(group), accused.longTermSignature());
  }

  /** Of a signature that has verified. */
  private boolean proves(GroupPublicKey group, byte[] message, GroupSignature signature) {
    Curve curve = group.curve();
    List<G1Point> points = signature.checkedPoints(curve);
    G1Point c1 = points.get(GroupSignature.C1);
    G1Point masked = points.get(GroupSignature.C2).subtract(memberPublic);
    byte[] first = proof.recompute(curve, group.parameters().bases().g(), group.opener().h());
    byte[] second = proof.recompute(curve, c1, masked);
    return proof.holds(
        statement(group, message, signature, memberPublic), concatenated(first, second));
  }

  static Transcript statement(
      GroupPublicKey group, byte[] message, GroupSignature signature, G1Point memberPublic) {
    return group
        .transcript("opening")
        .append("e", group.epoch())
        .append("M", message)
        .append("signature", signature.storage())
        .append("Y", memberPublic.compressed());
  }

  static byte[] pair(G1Point first, G1Point second) {
    return concatenated(first.compressed(), second.compressed());
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opening that
        && memberPublic.equals(that.memberPublic)
        && proof.equals(that.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }

  @Override
  public String toString() {
    return "Opening";
  }
}
