package org.healthchain.crypto.curve;

/** The pure-Java backend keeps the promises of {@link Curve}. */
class BcCurveTest extends CurveTest {
  @Override
  Curve curve() {
    return Curves.named(Curves.BOUNCY_CASTLE);
  }
}
