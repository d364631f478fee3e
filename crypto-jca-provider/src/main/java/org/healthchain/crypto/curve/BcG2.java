package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;

/** A point of G2 in Bouncy Castle's arithmetic. */
final class BcG2 implements G2Point {
  private final BLS12_381G2Point point;

  BcG2(BLS12_381G2Point point) {
    this.point = point;
  }

  static BcG2 of(G2Point point) {
    if (point instanceof BcG2 own) {
      return own;
    }
    throw new IllegalArgumentException("a point of another backend");
  }

  BLS12_381G2Point point() {
    return point;
  }

  @Override
  public G2Point add(G2Point other) {
    return new BcG2(point.add(of(other).point));
  }

  @Override
  public G2Point negate() {
    return new BcG2(point.negate());
  }

  @Override
  public G2Point multiply(BigInteger scalar) {
    return new BcG2(point.multiply(scalar.mod(Curve.ORDER)));
  }

  /** The sequence of group operations is fixed; the field arithmetic underneath is BigInteger's. */
  @Override
  public G2Point multiply(SecretScalar scalar) {
    return new BcG2(point.constantTimeMultiply(scalar.reveal()));
  }

  @Override
  public boolean isIdentity() {
    return point.isInfinity();
  }

  @Override
  public byte[] compressed() {
    return BLS12_381Serialization.compressG2(point);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BcG2 own && point.equals(own.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "G2[" + HexFormat.of().formatHex(compressed()) + "]";
  }
}
