package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.healthchain.crypto.curve.Curve.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A point on the curve but outside the subgroup is refused alone and among others, however many:
 * otherwise replicas would fork.
 */
class SubgroupTest {
  private static final BigInteger COFACTOR = new BigInteger("396c8c005555e1568c00aaab0000aaab", 16);
  private static final int BATCH_POINTS = 200;

  /** Pure torsion of order 3, 11, 10177, 859267, 52437899 and of all together. */
  private static List<ECPoint> torsion() throws InvalidPointException {
    ECPoint full = anyPoint(5).multiply(Curve.ORDER).normalize();
    List<ECPoint> points = new ArrayList<>(List.of(full));
    for (long order : new long[] {3, 11, 10177, 859267, 52437899}) {
      for (int x = 1; ; x++) {
        ECPoint candidate = anyPoint(x).multiply(Curve.ORDER);
        BigInteger rest = COFACTOR;
        while (rest.mod(BigInteger.valueOf(order)).signum() == 0) {
          rest = rest.divide(BigInteger.valueOf(order));
        }
        candidate = candidate.multiply(rest);
        while (!candidate.isInfinity()
            && !candidate.multiply(BigInteger.valueOf(order)).isInfinity()) {
          candidate = candidate.multiply(BigInteger.valueOf(order));
        }
        if (!candidate.isInfinity()) {
          points.add(candidate.normalize());
          break;
        }
      }
    }
    return points;
  }

  /** Some point of the curve whose x is at least this. */
  private static ECPoint anyPoint(int x) throws InvalidPointException {
    while (true) {
      byte[] encoding = new byte[Curve.G1_COMPRESSED_BYTES];
      encoding[0] = (byte) Encodings.COMPRESSED;
      encoding[encoding.length - 1] = (byte) x++;
      try {
        return BcEncodings.decode(encoding);
      } catch (InvalidPointException e) {
        // not the x of a point: the next may be
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void torsionIsRefusedAloneAndInBatches(String backend) throws InvalidPointException {
    Curve curve = Curves.named(backend);
    List<UncheckedG1> good = new ArrayList<>();
    G1Point p = curve.hashToG1(new byte[] {1}, "T");
    for (int i = 0; i < BATCH_POINTS; i++) {
      good.add(curve.decodeOnCurve(p.compressed(), Identity.ALLOWED));
      p = p.add(curve.g1Generator());
    }
    assertThat(curve.outsideSubgroup(good)).isEmpty();
    assertThat(
            curve.assumeInSubgroup(good, new int[0]).get(BATCH_POINTS - 1).add(curve.g1Generator()))
        .isEqualTo(p);
    ECPoint honest = BcEncodings.decode(p.compressed());
    for (ECPoint torsion : torsion()) {
      for (ECPoint bad : List.of(torsion, honest.add(torsion).normalize())) {
        byte[] encoding = BcEncodings.compressed(bad);
        assertThatThrownBy(() -> curve.decodeG1(encoding, Identity.ALLOWED))
            .isInstanceOf(InvalidPointException.class);
        assertThatThrownBy(() -> curve.decodeG1(BcEncodings.uncompressed(bad), Identity.ALLOWED))
            .isInstanceOf(InvalidPointException.class);
        if (bad.getAffineXCoord().isZero()) {
          continue; // (0, ±2), of order three, does not even become a candidate
        }
        List<UncheckedG1> mixed = new ArrayList<>(good);
        mixed.set(17, curve.decodeOnCurve(encoding, Identity.ALLOWED));
        assertThat(curve.outsideSubgroup(mixed)).containsExactly(17);
        assertThat(curve.outsideSubgroup(mixed.subList(0, 20))).containsExactly(17);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void theRandomCombinationIsWhatItsWeightsSay(String backend) throws InvalidPointException {
    Curve curve = Curves.named(backend);
    List<UncheckedG1> candidates = new ArrayList<>();
    List<G1Point> points = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      points.add(curve.g1Generator().multiply(BigInteger.valueOf(i)));
      candidates.add(curve.decodeOnCurve(points.get(i).uncompressed(), Identity.ALLOWED));
    }
    RandomCombination combination = curve.randomCombination(candidates).orElseThrow();
    assertThat(curve.multiExp(points, combination.weights())).isEqualTo(combination.sum());
    assertThat(curve.randomCombination(candidates.subList(0, 20))).isEmpty();
    ECPoint bad = BcEncodings.decode(points.get(5).compressed()).add(torsion().get(1)).normalize();
    candidates.set(40, curve.decodeOnCurve(BcEncodings.compressed(bad), Identity.ALLOWED));
    assertThat(curve.randomCombination(candidates)).isEmpty();
  }

  @Test
  void torsionThatCancelsInThePlainSumIsStillFound() throws InvalidPointException {
    Curve curve = Curves.named(Curves.BLST);
    ECPoint torsion = torsion().get(1);
    List<UncheckedG1> points = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < BATCH_POINTS; i++) {
      ECPoint point =
          BcEncodings.decode(
              curve.g1Generator().multiply(new BigInteger(255, random)).compressed());
      ECPoint bad = i % 2 == 0 ? point.add(torsion) : point.subtract(torsion);
      points.add(curve.decodeOnCurve(BcEncodings.compressed(bad.normalize()), Identity.ALLOWED));
    }
    assertThat(curve.outsideSubgroup(points)).hasSize(BATCH_POINTS);
  }

  /**
   * Each row alone lets a point of order three pass one time in three, so that 81 rows are needed
   * and no fewer.
   */
  @Test
  void everyPassOfTheSubsetCheckCounts() {
    assertThat(Math.pow(3, -SubsetCheck.ROWS)).isLessThan(Math.pow(2, -128));
    assertThat(Math.pow(3, -(SubsetCheck.ROWS - 1))).isGreaterThan(Math.pow(2, -128));
  }
}
