package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.math.ec.ECPoint;

/** A point of G1 in Bouncy Castle's arithmetic. */
final class BcG1 implements G1Point {
  private final ECPoint point;

  BcG1(ECPoint point) {
    this.point = point.normalize();
  }

  static BcG1 of(G1Point point) {
    if (point instanceof BcG1 own) {
      return own;
    }
    throw new IllegalArgumentException("a point of another backend");
  }

  ECPoint point() {
    return point;
  }

  @Override
  public G1Point add(G1Point other) {
    return new BcG1(point.add(of(other).point));
  }

  @Override
  public G1Point negate() {
    return new BcG1(point.negate());
  }

  @Override
  public G1Point multiply(BigInteger scalar) {
    return new BcG1(point.multiply(scalar.mod(Curve.ORDER)));
  }

  /** The sequence of group operations is fixed; the field arithmetic underneath is BigInteger's. */
  @Override
  public G1Point multiply(SecretScalar scalar) {
    return new BcG1(BLS12_381G1.constantTimeMultiply(point, scalar.reveal()));
  }

  @Override
  public boolean isIdentity() {
    return point.isInfinity();
  }

  @Override
  public byte[] compressed() {
    return BcEncodings.compressed(point);
  }

  @Override
  public byte[] uncompressed() {
    return BcEncodings.uncompressed(point);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BcG1 own && point.equals(own.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "G1[" + HexFormat.of().formatHex(compressed()) + "]";
  }
}
