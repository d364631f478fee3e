package org.healthchain.crypto.curve;

import java.util.Arrays;
import supranational.blst.blstJNI;

/**
 * 64 windows of four bits, each with the multiples 0 to 15 of 16^i·base: 64 additions for a product
 * and no doublings. For every window all sixteen entries are read and masked, so that no address
 * depends on the scalar; blst's addition takes the same time for all operands. A table takes 96
 * KiB.
 */
final class BlstFixedBase implements FixedBase {
  private static final int WINDOW_BITS = 4;
  private static final int ENTRIES = 1 << WINDOW_BITS;
  private static final int WINDOWS = SecretScalar.BYTES * Byte.SIZE / WINDOW_BITS;
  private static final int ROW_WORDS = ENTRIES * BlstGroup.AFFINE_WORDS;

  private final BlstG1 base;
  private final long[][] table = new long[WINDOWS][ROW_WORDS];

  BlstFixedBase(BlstG1 base) {
    this.base = base;
    long[] unit = base.jacobian().clone();
    for (long[] row : table) {
      long[] multiple = new long[BlstGroup.JACOBIAN_WORDS];
      for (int i = 0; i < ENTRIES; i++) {
        long[] affine = blstJNI.P1_to_affine(multiple);
        System.arraycopy(affine, 0, row, i * BlstGroup.AFFINE_WORDS, BlstGroup.AFFINE_WORDS);
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
    long[] entry = new long[BlstGroup.AFFINE_WORDS];
    for (int window = 0; window < WINDOWS; window++) {
      int b = bytes[SecretScalar.BYTES - 1 - window / 2];
      select(table[window], b >>> WINDOW_BITS * (window % 2) & ENTRIES - 1, entry);
      blstJNI.P1_add__SWIG_1(product, entry);
    }
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(entry, 0);
    return BlstG1.ofJacobian(product);
  }

  /** Copies one entry of the row while reading all. */
  private static void select(long[] row, int secretIndex, long[] entry) {
    Arrays.fill(entry, 0);
    for (int i = 0; i < ENTRIES; i++) {
      long mask =
          (long) (i ^ secretIndex) - 1 >> Long.SIZE - 1; // all ones for the one that is wanted
      for (int j = 0; j < BlstGroup.AFFINE_WORDS; j++) {
        entry[j] |= row[i * BlstGroup.AFFINE_WORDS + j] & mask;
      }
    }
  }
}
