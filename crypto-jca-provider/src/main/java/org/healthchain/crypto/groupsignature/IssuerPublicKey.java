package org.healthchain.crypto.groupsignature;

import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * The issuer's public key w = g2^γ in G2 with a proof of knowledge of γ, without which an issuer
 * could choose w in dependence of others' keys. Immutable; the proof was checked when it was built.
 */
public final class IssuerPublicKey {
  private final GroupParameters parameters;
  private final G2Point w;
  private final KnowledgeProof proof;

  IssuerPublicKey(GroupParameters parameters, G2Point w, KnowledgeProof proof)
      throws GroupSignatureException {
    this.parameters = parameters;
    this.w = w;
    this.proof = proof;
    byte[] recomputed =
        parameters
            .curve()
            .g2Generator()
            .multiply(proof.response())
            .add(w.multiply(proof.challenge()).negate())
            .compressed();
    if (!proof.holds(statement(parameters, w), recomputed)) {
      throw new GroupSignatureException(
          GroupSignatureException.Reason.BAD_PROOF, "the issuer's key has no valid proof");
    }
  }

  /** Reads {@link #toBytes()}. */
  public static IssuerPublicKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return Reader.object(Curves.get(), bytes, ObjectKind.ISSUER_PUBLIC_KEY, IssuerPublicKey::read);
  }

  static IssuerPublicKey read(Reader in) throws GroupSignatureException, InvalidPointException {
    return new IssuerPublicKey(in.parameters(), in.g2(), in.proof());
  }

  void write(Writer out) {
    parameters.write(out);
    out.raw(w.compressed()).proof(proof);
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    Writer out = new Writer().kind(ObjectKind.ISSUER_PUBLIC_KEY);
    write(out);
    return out.toBytes();
  }

  public GroupParameters parameters() {
    return parameters;
  }

  G2Point w() {
    return w;
  }

  KnowledgeProof proof() {
    return proof;
  }

  static Transcript statement(GroupParameters parameters, G2Point w) {
    return parameters.transcript("issuer-key").append("w", w.compressed());
  }

  /** e(left, w) = e(right, g2). */
  boolean pairs(G1Point left, G1Point right) {
    Curve curve = parameters.curve();
    return curve.pairingProductIsOne(
        List.of(left, right.negate()), List.of(w, curve.g2Generator()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IssuerPublicKey that
        && parameters.equals(that.parameters)
        && w.equals(that.w)
        && proof.equals(that.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }

  @Override
  public String toString() {
    return "IssuerPublicKey[" + parameters.label() + "]";
  }
}
