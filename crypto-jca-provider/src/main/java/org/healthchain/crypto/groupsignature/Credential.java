package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * The issuer's BBS signature (A, x) on a member's key and an epoch: A^(γ+x) = G_e·Y (Boneh, Boyen,
 * Shacham 2004, §6; Tessaro, Zhu 2023). Useless without y, and so no secret. 80 bytes. Immutable.
 */
public final class Credential {
  /** Length of the encoding: A compressed, then x. */
  public static final int BYTES = Curve.G1_COMPRESSED_BYTES + SecretScalar.BYTES;

  private final G1Point a;
  private final BigInteger x;

  Credential(G1Point a, BigInteger x) {
    this.a = a;
    this.x = x;
  }

  /** Reads {@link #toBytes()}. */
  public static Credential fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static Credential fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.whole(curve, bytes, Credential::read);
  }

  static Credential read(FormatReader in) throws InvalidPointException {
    return new Credential(in.g1(), in.scalar());
  }

  void write(FormatWriter out) {
    out.raw(a.compressed()).scalar(x);
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter();
    write(out);
    return out.toBytes();
  }

  G1Point a() {
    return a;
  }

  BigInteger x() {
    return x;
  }

  /** e(A, w·g2^x) = e(G_e·Y, g2), computed as e(A, w) = e(G_e·Y·A^(−x), g2). */
  boolean isFor(GroupPublicKey group, G1Point memberPublic) {
    return group.issuer().pairs(a, group.epochBase().add(memberPublic).add(a.multiply(x.negate())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credential that && a.equals(that.a) && x.equals(that.x);
  }

  @Override
  public int hashCode() {
    return x.hashCode();
  }

  @Override
  public String toString() {
    return "Credential";
  }
}
