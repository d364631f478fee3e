package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Many long integers that grow digit by digit, kept in words of 64 bits as long as they fit. */
final class WeightSum {
  private static final long MAX_SCALE = 1L << 61;

  private final List<long[]> words = new ArrayList<>();
  private final List<BigInteger> scales = new ArrayList<>();
  private final int count;
  private long scale = 1;

  WeightSum(int count) {
    this.count = count;
    words.add(new long[count]);
  }

  /**
   * Multiplies every number by {@code factor} and adds its digit, whose absolute value is less than
   * the factor.
   */
  void shiftAndAdd(int factor, int[] digits) {
    if (scale > MAX_SCALE / factor) {
      scales.add(BigInteger.valueOf(scale));
      words.add(new long[count]);
      scale = 1;
    }
    long[] last = words.get(words.size() - 1);
    for (int i = 0; i < count; i++) {
      last[i] = last[i] * factor + digits[i];
    }
    scale *= factor;
  }

  List<BigInteger> values() {
    List<BigInteger> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      BigInteger value = BigInteger.valueOf(words.get(0)[i]);
      for (int word = 1; word < words.size(); word++) {
        BigInteger unit = word < scales.size() ? scales.get(word) : BigInteger.valueOf(scale);
        value = value.multiply(unit).add(BigInteger.valueOf(words.get(word)[i]));
      }
      values.add(value);
    }
    return values;
  }
}
