package org.healthchain.crypto.groupsignature;

import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;

/** The opener's public key H = g^ξ in G1 with a proof of knowledge of ξ. Immutable. */
public final class OpenerPublicKey extends RolePublicKey {
  private final G1Point h;

  OpenerPublicKey(GroupParameters parameters, G1Point h, KnowledgeProof proof)
      throws GroupSignatureException {
    super(
        ObjectKind.OPENER_PUBLIC_KEY,
        parameters,
        h.compressed(),
        proof,
        statement(parameters, h),
        proof.recompute(parameters.curve(), parameters.bases().g(), h));
    this.h = h;
  }

  /** Reads {@link #toBytes()}. */
  public static OpenerPublicKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static OpenerPublicKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.OPENER_PUBLIC_KEY, OpenerPublicKey::read);
  }

  static OpenerPublicKey read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    return readOwn(in, in.parameters());
  }

  static OpenerPublicKey readOwn(FormatReader in, GroupParameters parameters)
      throws GroupSignatureException, InvalidPointException {
    return new OpenerPublicKey(parameters, in.g1(), in.proof());
  }

  G1Point h() {
    return h;
  }

  static Transcript statement(GroupParameters parameters, G1Point h) {
    return parameters.transcript("opener-key").append("H", h.compressed());
  }
}
