package org.healthchain.crypto.curve;

import org.bouncycastle.math.ec.ECPoint;

/** Bouncy Castle's group operations; points never change. */
final class BcGroup implements GroupOperations<ECPoint, ECPoint> {
  static final BcGroup INSTANCE = new BcGroup();

  private BcGroup() {}

  @Override
  public ECPoint identity() {
    return BcEncodings.CURVE.getInfinity();
  }

  @Override
  public ECPoint accumulator(ECPoint point) {
    return point;
  }

  @Override
  public ECPoint addPoint(ECPoint accumulator, ECPoint point) {
    return accumulator.add(point);
  }

  @Override
  public ECPoint add(ECPoint left, ECPoint right) {
    return left.add(right);
  }

  @Override
  public ECPoint twice(ECPoint accumulator) {
    return accumulator.twice();
  }

  @Override
  public ECPoint opposite(ECPoint accumulator) {
    return accumulator.negate();
  }

  @Override
  public ECPoint negate(ECPoint point) {
    return point.negate();
  }
}
