package org.healthchain.crypto.groupsignature;

import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.InvalidPointException;

/** The issuer's public key w = g2^γ in G2 with a proof of knowledge of γ. Immutable. */
public final class IssuerPublicKey extends RolePublicKey {
  private final G2Point w;

  IssuerPublicKey(GroupParameters parameters, G2Point w, KnowledgeProof proof)
      throws GroupSignatureException {
    super(
        ObjectKind.ISSUER_PUBLIC_KEY,
        parameters,
        w.compressed(),
        proof,
        statement(parameters, w),
        recomputed(parameters.curve(), w, proof));
    this.w = w;
  }

  /** g2^s·w^(−c). */
  private static byte[] recomputed(Curve curve, G2Point w, KnowledgeProof proof) {
    return curve
        .g2Generator()
        .multiply(proof.response())
        .add(w.multiply(proof.challenge()).negate())
        .compressed();
  }

  /** Reads {@link #toBytes()}. */
  public static IssuerPublicKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static IssuerPublicKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.ISSUER_PUBLIC_KEY, IssuerPublicKey::read);
  }

  static IssuerPublicKey read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    return readOwn(in, in.parameters());
  }

  static IssuerPublicKey readOwn(FormatReader in, GroupParameters parameters)
      throws GroupSignatureException, InvalidPointException {
    return new IssuerPublicKey(parameters, in.g2(), in.proof());
  }

  G2Point w() {
    return w;
  }

  static Transcript statement(GroupParameters parameters, G2Point w) {
    return parameters.transcript("issuer-key").append("w", w.compressed());
  }

  /** e(left, w) = e(right, g2). */
  boolean pairs(G1Point left, G1Point right) {
    Curve curve = parameters().curve();
    return curve.pairingProductIsOne(
        List.of(left, right.negate()), List.of(w, curve.g2Generator()));
  }
}
