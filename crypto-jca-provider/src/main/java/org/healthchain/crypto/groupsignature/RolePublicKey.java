package org.healthchain.crypto.groupsignature;

import java.util.Arrays;

/**
 * What the public keys of issuer and opener have in common: a point, and a proof that its exponent
 * is known, without which a key could be chosen in dependence of others' keys. Immutable; the proof
 * was checked when the key was built.
 */
abstract sealed class RolePublicKey permits IssuerPublicKey, OpenerPublicKey {
  private final ObjectKind kind;
  private final GroupParameters parameters;
  private final byte[] point;
  private final KnowledgeProof proof;

  /**
   * Checks the proof.
   *
   * @param point the encoded point
   * @param statement what was to be proven
   * @param recomputed the commitment as it follows from point and proof
   */
  RolePublicKey(
      ObjectKind kind,
      GroupParameters parameters,
      byte[] point,
      KnowledgeProof proof,
      Transcript statement,
      byte[] recomputed)
      throws GroupSignatureException {
    this.kind = kind;
    this.parameters = parameters;
    this.point = point;
    this.proof = proof;
    if (!proof.holds(statement, recomputed)) {
      throw new GroupSignatureException(
          GroupSignatureException.Reason.BAD_PROOF, "a public key has no valid proof");
    }
  }

  /** Parameters, point and proof. */
  final void write(FormatWriter out) {
    parameters.write(out);
    writeOwn(out);
  }

  /** Point and proof. */
  final void writeOwn(FormatWriter out) {
    out.raw(point).proof(proof);
  }

  /** The encoding; see {@code FORMATS.md}. */
  public final byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(kind);
    write(out);
    return out.toBytes();
  }

  public final GroupParameters parameters() {
    return parameters;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof RolePublicKey that
        && kind == that.kind
        && parameters.equals(that.parameters)
        && Arrays.equals(point, that.point)
        && proof.equals(that.proof);
  }

  @Override
  public final int hashCode() {
    return proof.hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + parameters.label() + "]";
  }
}
