package org.healthchain.crypto.curve;

import java.util.Arrays;
import supranational.blst.blstJNI;

/**
 * Windows of five bits with signed digits: for every window i the multiples 1 to 16 of 32^i·base,
 * so that a product takes 52 additions and no doubling. For every window all sixteen entries are
 * read and masked, and the sign is applied by masks, so that no branch and no address depends on
 * the scalar; blst's addition takes the same time for all operands. A table takes 78 KiB.
 */
final class BlstFixedBase implements FixedBase {
  private static final int WINDOW_BITS = 5;
  private static final int ENTRIES = 1 << (WINDOW_BITS - 1);

  /** One bit more than a scalar has, for the carry of the last digit. */
  private static final int WINDOWS = Curve.ORDER.bitLength() / WINDOW_BITS + 1;

  private static final int ROW_WORDS = ENTRIES * BlstGroup.AFFINE_WORDS;

  private final BlstG1 base;
  private final long[][] table = new long[WINDOWS][ROW_WORDS];

  BlstFixedBase(BlstG1 base) {
    this.base = base;
    long[] unit = base.jacobian().clone();
    for (long[] row : table) {
      long[] multiple = new long[BlstGroup.JACOBIAN_WORDS];
      for (int i = 0; i < ENTRIES; i++) {
        blstJNI.P1_add__SWIG_0(multiple, unit);
        long[] affine = blstJNI.P1_to_affine(multiple);
        System.arraycopy(affine, 0, row, i * BlstGroup.AFFINE_WORDS, BlstGroup.AFFINE_WORDS);
      }
      blstJNI.P1_dbl(multiple);
      unit = multiple; // 32 times as much
    }
  }

  @Override
  public G1Point base() {
    return base;
  }

  @Override
  public G1Point multiply(SecretScalar scalar) {
    int[] limbs = scalar.limbs();
    long[] product = new long[BlstGroup.JACOBIAN_WORDS];
    long[] entry = new long[BlstGroup.AFFINE_WORDS];
    int carry = 0;
    for (int window = 0; window < WINDOWS; window++) {
      int value = bits(limbs, window * WINDOW_BITS) + carry; // 0 to 32
      carry = (ENTRIES - value) >>> (Integer.SIZE - 1); // 1 from 17 on
      int digit = value - (carry << WINDOW_BITS); // −15 to 16
      int sign = digit >> (Integer.SIZE - 1);
      select(table[window], (digit ^ sign) - sign, entry);
      BlstGroup.negateIf(sign, entry);
      blstJNI.P1_add__SWIG_1(product, entry);
    }
    Arrays.fill(entry, 0);
    scalar.requireAlive();
    return BlstG1.ofJacobian(product);
  }

  /** Five bits from a public position on. */
  private static int bits(int[] limbs, int from) {
    int limb = from / Integer.SIZE;
    long low = limbs[limb] & 0xffffffffL;
    long high = limb + 1 < limbs.length ? (long) limbs[limb + 1] << Integer.SIZE : 0;
    return (int) ((high | low) >>> from % Integer.SIZE) & (1 << WINDOW_BITS) - 1;
  }

  /** Copies entry {@code secretIndex} − 1 of the row while reading all; zeros for index 0. */
  private static void select(long[] row, int secretIndex, long[] entry) {
    Arrays.fill(entry, 0);
    for (int i = 0; i < ENTRIES; i++) {
      long mask =
          ((long) ((i + 1) ^ secretIndex) - 1)
              >> (Long.SIZE - 1); // all ones for the one that is wanted
      for (int j = 0; j < BlstGroup.AFFINE_WORDS; j++) {
        entry[j] |= row[i * BlstGroup.AFFINE_WORDS + j] & mask;
      }
    }
  }
}
