package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.healthchain.crypto.curve.Curve.Identity;
import org.junit.jupiter.api.Test;

/** What every backend promises. */
abstract class CurveTest {
  private final Random random = new Random(7);

  abstract Curve curve();

  private G1Point point() {
    return curve().g1Generator().multiply(scalar());
  }

  private BigInteger scalar() {
    return new BigInteger(255, random).mod(Curve.ORDER);
  }

  @Test
  void operationsLeaveTheirOperandsAlone() {
    G1Point g = curve().g1Generator();
    byte[] before = g.uncompressed();
    g.add(g);
    g.negate();
    g.multiply(BigInteger.TEN);
    curve().multiExp(List.of(g, g), List.of(BigInteger.TEN, scalar()));
    curve().fixedBase(g).multiply(SecretScalar.of(BigInteger.TEN));
    assertThat(g.uncompressed()).isEqualTo(before);
  }

  @Test
  void multiplicationFollowsAddition() {
    G1Point p = point();
    assertThat(p.multiply(BigInteger.TWO)).isEqualTo(p.add(p));
    assertThat(p.multiply(Curve.ORDER).isIdentity()).isTrue();
    assertThat(p.multiply(Curve.ORDER.subtract(BigInteger.ONE))).isEqualTo(p.negate());
    assertThat(p.subtract(p).isIdentity()).isTrue();
    assertThat(p.add(curve().g1Identity())).isEqualTo(p);
    assertThat(curve().g1Identity().add(p)).isEqualTo(p);
    G2Point q = curve().g2Generator();
    assertThat(q.multiply(BigInteger.TWO)).isEqualTo(q.add(q));
    assertThat(q.multiply(Curve.ORDER).isIdentity()).isTrue();
    assertThat(q.add(q.negate()).isIdentity()).isTrue();
  }

  @Test
  void secretAndPublicMultiplicationAgree() {
    FixedBase table = curve().fixedBase(point());
    for (BigInteger k :
        List.of(BigInteger.ZERO, BigInteger.ONE, Curve.ORDER.subtract(BigInteger.ONE), scalar())) {
      SecretScalar secret = SecretScalar.of(k);
      assertThat(table.base().multiply(secret)).isEqualTo(table.base().multiply(k));
      assertThat(table.multiply(secret)).isEqualTo(table.base().multiply(k));
      assertThat(curve().g2Generator().multiply(secret))
          .isEqualTo(curve().g2Generator().multiply(k));
    }
  }

  @Test
  void multiExponentiationIsTheSumOfMultiples() {
    for (int n : new int[] {0, 1, 2, 5, 40}) {
      List<G1Point> points = new ArrayList<>(IntStream.range(0, n).mapToObj(i -> point()).toList());
      List<BigInteger> scalars =
          new ArrayList<>(
              IntStream.range(0, n)
                  .mapToObj(i -> i % 2 == 0 ? scalar() : new BigInteger(128, random))
                  .toList());
      if (n > 4) {
        points.set(1, curve().g1Identity());
        points.set(2, points.get(0).negate());
        scalars.set(2, scalars.get(0));
        scalars.set(3, BigInteger.ZERO);
        scalars.set(4, Curve.ORDER.subtract(BigInteger.ONE));
      }
      G1Point expected = curve().g1Identity();
      for (int i = 0; i < n; i++) {
        expected = expected.add(points.get(i).multiply(scalars.get(i)));
      }
      assertThat(curve().multiExp(points, scalars)).isEqualTo(expected);
    }
  }

  @Test
  void tagsHaveOneTo255PrintableCharacters() {
    byte[] message = {1};
    G1Point longest = curve().hashToG1(message, "a".repeat(255));
    assertThat(longest).isNotEqualTo(curve().hashToG1(message, "a".repeat(254)));
    assertThat(curve().hashToG1(message, "!")).isNotEqualTo(curve().hashToG1(message, "~"));
    for (String wrong : List.of("", "a".repeat(256), " ", "a b", "\u007f", "é", "\n")) {
      assertThatThrownBy(() -> curve().hashToG1(message, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyPointsAreDecodedAsOneByOne() throws InvalidPointException {
    List<byte[]> encodings = new ArrayList<>();
    List<G1Point> points = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      points.add(point());
      encodings.add(i % 2 == 0 ? points.get(i).compressed() : points.get(i).uncompressed());
    }
    assertThat(curve().decodeG1(encodings, Identity.REFUSED)).isEqualTo(points);
    assertThat(curve().decodeG1(List.<byte[]>of(), Identity.REFUSED)).isEmpty();
    G1Point sum = curve().g1Identity();
    for (G1Point point : points) {
      sum = sum.add(point);
    }
    assertThat(curve().sum(points)).isEqualTo(sum).hasSameHashCodeAs(sum);
    assertThat(curve().sum(List.of()).isIdentity()).isTrue();
    encodings.set(3, curve().g1Identity().compressed());
    assertThatThrownBy(() -> curve().decodeG1(encodings, Identity.REFUSED))
        .isInstanceOf(InvalidPointException.class);
    assertThat(curve().decodeG1(encodings, Identity.ALLOWED).get(3).isIdentity()).isTrue();
  }

  @Test
  void equalPointsAreEqualHoweverTheyCameAbout() {
    G1Point p = point();
    G1Point again = p.add(p).subtract(p);
    assertThat(again).isEqualTo(p).hasSameHashCodeAs(p).hasToString(p.toString());
    assertThat(p).isNotEqualTo(p.negate()).isNotEqualTo("p").isNotEqualTo(null);
    assertThat(p.isIdentity()).isFalse();
    G2Point q = curve().g2Generator().multiply(scalar());
    G2Point same = q.add(q).add(q.negate());
    assertThat(same).isEqualTo(q).hasSameHashCodeAs(q).hasToString(q.toString());
    assertThat(q).isNotEqualTo(q.negate()).isNotEqualTo("q").isNotEqualTo(null);
    assertThat(q.isIdentity()).isFalse();
    assertThat(q.multiply(BigInteger.ZERO).isIdentity()).isTrue();
  }

  @Test
  void listsOfDifferentLengthsAreMisuse() {
    G1Point g = curve().g1Generator();
    List<G2Point> none = List.of();
    assertThatThrownBy(() -> curve().multiExp(List.of(g), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> curve().multiExp(List.of(), List.of(BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> curve().pairingProductIsOne(List.of(g), none))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pairingIsBilinear() {
    BigInteger k = scalar();
    G1Point p = point();
    G2Point q = curve().g2Generator();
    assertThat(
            curve()
                .pairingProductIsOne(List.of(p.multiply(k), p.negate()), List.of(q, q.multiply(k))))
        .isTrue();
    assertThat(curve().pairingProductIsOne(List.of(p.multiply(k), p), List.of(q, q.multiply(k))))
        .isFalse();
    assertThat(curve().pairingProductIsOne(List.of(p), List.of(q))).isFalse();
    assertThat(curve().pairingProductIsOne(List.of(curve().g1Identity()), List.of(q))).isTrue();
    assertThat(curve().pairingProductIsOne(List.of(p), List.of(q.multiply(BigInteger.ZERO))))
        .isTrue();
    assertThat(curve().pairingProductIsOne(List.of(), List.of())).isTrue();
  }

  @Test
  void encodingsRoundTrip() throws InvalidPointException {
    for (G1Point p : List.of(point(), point().negate(), curve().g1Identity())) {
      assertThat(curve().decodeG1(p.compressed(), Identity.ALLOWED)).isEqualTo(p);
      assertThat(curve().decodeG1(p.uncompressed(), Identity.ALLOWED)).isEqualTo(p);
    }
    G2Point q = curve().g2Generator().multiply(scalar());
    for (G2Point p : List.of(q, q.negate(), q.multiply(BigInteger.ZERO))) {
      assertThat(curve().decodeG2(p.compressed(), Identity.ALLOWED)).isEqualTo(p);
    }
  }

  @Test
  void identityIsRefusedUnlessAllowed() {
    byte[] g2 = curve().g2Generator().multiply(BigInteger.ZERO).compressed();
    assertThatThrownBy(() -> curve().decodeG1(curve().g1Identity().compressed(), Identity.REFUSED))
        .isInstanceOf(InvalidPointException.class);
    assertThatThrownBy(
            () -> curve().decodeG1(curve().g1Identity().uncompressed(), Identity.REFUSED))
        .isInstanceOf(InvalidPointException.class);
    assertThatThrownBy(() -> curve().decodeG2(g2, Identity.REFUSED))
        .isInstanceOf(InvalidPointException.class);
  }
}
