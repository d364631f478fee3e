package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.RandomCombination;
import org.healthchain.crypto.curve.UncheckedG1;
import org.junit.jupiter.api.Test;

/**
 * Both ways to sum up the equations of a batch: with weights of their own and with those of the
 * subgroup check.
 */
class WeightedEquationsTest {
  private static final int SIGNATURES = 13;

  private final TestGroup group = TestGroup.of("equations", "north", "south");
  private final List<Claim> claims = new ArrayList<>();

  WeightedEquationsTest() throws GroupSignatureException {
    for (int i = 0; i < SIGNATURES; i++) {
      byte[] message = TestGroup.bytes("message " + i);
      GroupSignature signature = group.member(i % 2 == 0 ? "north" : "south").sign(message);
      SignedMessage source = new SignedMessage(0, message, signature.wire());
      claims.add(Claim.of(group.group(), i, source, signature));
    }
  }

  private boolean holdTheLongWay(List<Claim> of) {
    return WeightedEquations.hold(group.group(), of);
  }

  private boolean holdTheShortWay(List<Claim> of) {
    Curve curve = group.group().curve();
    List<UncheckedG1> points = new ArrayList<>();
    try {
      for (Claim claim : of) {
        for (G1Point point : claim.points()) {
          points.add(curve.decodeOnCurve(point.compressed(), Curve.Identity.ALLOWED));
        }
      }
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    RandomCombination given = curve.randomCombination(points).orElseThrow();
    return WeightedEquations.hold(group.group(), of, given);
  }

  @Test
  void trueEquationsHoldBothWays() {
    assertThat(holdTheLongWay(claims)).isTrue();
    assertThat(holdTheShortWay(claims)).isTrue();
  }

  @Test
  void everyResponseCountsBothWays() {
    for (int i = 0; i < GroupSignature.SCALARS; i++) {
      Claim good = claims.get(4);
      List<BigInteger> scalars = new ArrayList<>(good.scalars());
      scalars.set(i, scalars.get(i).add(BigInteger.ONE).mod(Curve.ORDER));
      refusedBothWays(new Claim(4, good.epoch(), good.c(), good.points(), scalars));
    }
  }

  @Test
  void everyPointCountsBothWays() {
    for (int i = 0; i < GroupSignature.POINTS; i++) {
      Claim good = claims.get(4);
      List<G1Point> points = new ArrayList<>(good.points());
      points.set(i, points.get(i).add(group.group().curve().g1Generator()));
      refusedBothWays(new Claim(4, good.epoch(), good.c(), points, good.scalars()));
    }
  }

  @Test
  void epochAndChallengeCountBothWays() {
    Claim good = claims.get(4);
    refusedBothWays(new Claim(4, good.epoch() + 1, good.c(), good.points(), good.scalars()));
    BigInteger other = good.c().add(BigInteger.ONE).mod(Curve.ORDER);
    refusedBothWays(new Claim(4, good.epoch(), other, good.points(), good.scalars()));
  }

  private void refusedBothWays(Claim bad) {
    List<Claim> batch = new ArrayList<>(claims);
    batch.set(4, bad);
    assertThat(holdTheLongWay(batch)).isFalse();
    assertThat(holdTheShortWay(batch)).isFalse();
  }

  /** Two errors that cancel if the weights are equal: R1·g and R1/g in two signatures. */
  @Test
  void errorsOfTwoSignaturesDoNotCancel() {
    List<Claim> batch = new ArrayList<>(claims);
    G1Point error = group.group().curve().g1Generator();
    for (int i = 0; i < 2; i++) {
      Claim good = claims.get(i);
      List<G1Point> points = new ArrayList<>(good.points());
      points.set(5, i == 0 ? points.get(5).add(error) : points.get(5).subtract(error));
      batch.set(i, new Claim(i, good.epoch(), good.c(), points, good.scalars()));
    }
    assertThat(holdTheLongWay(batch)).isFalse();
    assertThat(holdTheShortWay(batch)).isFalse();
  }
}
