package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * blst's bulk functions against addition by addition, on the inputs that formulas for batches get
 * wrong.
 */
class NativeBulkTest {
  private final NativeBulk bulk = NativeBulk.load().orElseThrow();
  private final BlstGroup group = BlstGroup.INSTANCE;

  /** With equal, opposite and neutral points among them. */
  private static List<long[]> points(int count, Random random) {
    List<long[]> points = new ArrayList<>();
    G1Point point = Curves.named(Curves.BLST).hashToG1(new byte[] {1}, "T");
    for (int i = 0; i < count; i++) {
      int like = points.isEmpty() ? 0 : random.nextInt(points.size());
      points.add(
          switch (random.nextInt(6)) {
            case 0 -> i == 0 ? BlstG1.of(point).affine() : points.get(like);
            case 1 ->
                i == 0 ? BlstG1.of(point).affine() : BlstGroup.INSTANCE.negate(points.get(like));
            case 2 -> BlstG1.of(BlstG1.IDENTITY).affine();
            default -> BlstG1.of(point).affine();
          });
      point = point.add(point).add(Curves.named(Curves.BLST).g1Generator());
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 40, 300, 2500})
  void sumsByBucketAgree(int count) {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      List<long[]> points = points(count, random);
      for (int size : new int[] {2, 5, 41}) {
        int[] buckets = random.ints(count, 1 - size, size).toArray();
        long[][] expected = new long[size][];
        Object[] plain = new PlainBucketSums<>(group).sums(points, buckets.clone(), size);
        System.arraycopy(plain, 0, expected, 0, size);
        long[][] actual = bulk.sums(points, buckets.clone(), size);
        for (int i = 0; i < size; i++) {
          assertThat(point(actual[i])).as("bucket %d", i).isEqualTo(point(expected[i]));
        }
      }
    }
  }

  private static G1Point point(long[] sum) {
    return sum == null ? BlstG1.IDENTITY : BlstG1.ofJacobian(sum);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 31, 32, 33, 300, 1500})
  void multiScalarMultiplicationsAgree(int count) {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      List<long[]> points = points(count, random);
      BigInteger[] scalars = new BigInteger[count];
      Arrays.setAll(
          scalars,
          i ->
              switch (random.nextInt(8)) {
                case 0 -> BigInteger.valueOf(random.nextInt(3));
                case 1 -> Curve.ORDER.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
                case 2 ->
                    BigInteger.ONE.shiftLeft(128).subtract(BigInteger.valueOf(random.nextInt(3)));
                case 3, 4, 5 -> new BigInteger(128, random);
                default -> new BigInteger(255, random).mod(Curve.ORDER);
              });
      assertThat(BlstG1.ofJacobian(bulk.multiExp(points, scalars)))
          .isEqualTo(BlstG1.ofJacobian(new Pippenger<>(group).sum(points, scalars)));
    }
  }
}
