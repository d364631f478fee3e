package org.healthchain.crypto.curve;

import org.bouncycastle.crypto.bls.BLS12_381Pairing;

/**
 * Loads the pure-Java backend; apart from {@link BcCurve}, so that a missing library is told, not
 * thrown as a linkage error.
 */
final class BouncyCastle {
  private BouncyCastle() {}

  static Curve load() {
    try {
      if (BLS12_381Pairing.HARD_EXPONENT.signum() > 0) {
        return BcCurve.INSTANCE;
      }
    } catch (LinkageError e) {
      throw new IllegalStateException("Bouncy Castle 1.87 or later is not on the class path", e);
    }
    throw new IllegalStateException("Bouncy Castle's BLS12-381 does not work");
  }
}
