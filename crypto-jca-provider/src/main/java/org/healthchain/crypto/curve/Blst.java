package org.healthchain.crypto.curve;

import supranational.blst.blstJNI;

/**
 * Loads jblst's native library, which unpacks itself to the temporary folder once per class loader.
 */
final class Blst {
  private Blst() {}

  static boolean isAvailable() {
    try {
      return blstJNI.P1_on_curve(blstJNI.P1_generator());
    } catch (LinkageError
        | RuntimeException e) { // no such platform, or a temporary folder that forbids execution
      return false;
    }
  }

  static Curve load() {
    if (!isAvailable()) {
      throw new IllegalStateException("the native library of jblst does not load here");
    }
    return BlstCurve.INSTANCE;
  }
}
