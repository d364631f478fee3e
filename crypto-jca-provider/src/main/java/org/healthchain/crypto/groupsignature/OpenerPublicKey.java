package org.healthchain.crypto.groupsignature;

import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * The opener's public key H = g^ξ in G1 with a proof of knowledge of ξ. Immutable; the proof was
 * checked when it was built.
 */
public final class OpenerPublicKey {
  private final GroupParameters parameters;
  private final G1Point h;
  private final KnowledgeProof proof;

  OpenerPublicKey(GroupParameters parameters, G1Point h, KnowledgeProof proof)
      throws GroupSignatureException {
    this.parameters = parameters;
    this.h = h;
    this.proof = proof;
    byte[] recomputed = proof.recompute(parameters.curve(), parameters.bases().g(), h);
    if (!proof.holds(statement(parameters, h), recomputed)) {
      throw new GroupSignatureException(
          GroupSignatureException.Reason.BAD_PROOF, "the opener's key has no valid proof");
    }
  }

  /** Reads {@link #toBytes()}. */
  public static OpenerPublicKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return Reader.object(Curves.get(), bytes, ObjectKind.OPENER_PUBLIC_KEY, OpenerPublicKey::read);
  }

  static OpenerPublicKey read(Reader in) throws GroupSignatureException, InvalidPointException {
    return new OpenerPublicKey(in.parameters(), in.g1(), in.proof());
  }

  void write(Writer out) {
    parameters.write(out);
    out.raw(h.compressed()).proof(proof);
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    Writer out = new Writer().kind(ObjectKind.OPENER_PUBLIC_KEY);
    write(out);
    return out.toBytes();
  }

  public GroupParameters parameters() {
    return parameters;
  }

  G1Point h() {
    return h;
  }

  KnowledgeProof proof() {
    return proof;
  }

  static Transcript statement(GroupParameters parameters, G1Point h) {
    return parameters.transcript("opener-key").append("H", h.compressed());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenerPublicKey that
        && parameters.equals(that.parameters)
        && h.equals(that.h)
        && proof.equals(that.proof);
  }

  @Override
  public int hashCode() {
    return proof.hashCode();
  }

  @Override
  public String toString() {
    return "OpenerPublicKey[" + parameters.label() + "]";
  }
}
