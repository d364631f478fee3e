package org.healthchain.crypto.curve;

import java.util.Arrays;
import supranational.blst.blstJNI;

/**
 * 64 windows of four bits, each with the multiples 0 to 15 of 16^i·base: 63 additions for a
 * product, no doublings. A table takes about 120 KiB.
 */
final class BlstFixedBase implements FixedBase {
  private static final int WINDOW_BITS = 4;
  private static final int ENTRIES = 1 << WINDOW_BITS;
  private static final int WINDOWS = SecretScalar.BYTES * Byte.SIZE / WINDOW_BITS;

  private final BlstG1 base;
  private final long[][][] table = new long[WINDOWS][ENTRIES][];

  BlstFixedBase(BlstG1 base) {
    this.base = base;
    long[] unit = base.jacobian().clone();
    for (long[][] row : table) {
      long[] multiple = new long[BlstGroup.JACOBIAN_WORDS];
      for (int i = 0; i < ENTRIES; i++) {
        row[i] = blstJNI.P1_to_affine(multiple);
        blstJNI.P1_add__SWIG_0(multiple, unit);
      }
      unit = multiple; // sixteen times as much
    }
  }

  @Override
  public G1Point base() {
    return base;
  }

  @Override
  public G1Point multiply(SecretScalar scalar) {
    byte[] bytes = scalar.toBytes();
    long[] product = new long[BlstGroup.JACOBIAN_WORDS];
    for (int window = 0; window < WINDOWS; window++) {
      int b = bytes[SecretScalar.BYTES - 1 - window / 2];
      blstJNI.P1_add__SWIG_1(
          product, table[window][b >>> WINDOW_BITS * (window % 2) & ENTRIES - 1]);
    }
    Arrays.fill(bytes, (byte) 0);
    return BlstG1.ofJacobian(product);
  }
}
