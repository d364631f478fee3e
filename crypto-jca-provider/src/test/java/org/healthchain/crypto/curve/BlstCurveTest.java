package org.healthchain.crypto.curve;

/** blst keeps the promises of {@link Curve}. */
class BlstCurveTest extends CurveTest {
  @Override
  Curve curve() {
    return Curves.named(Curves.BLST);
  }
}
