package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products from a table are the products, for every digit at every place. */
class FixedBaseTest {
  private static final int WINDOW_BITS = 5;

  static Stream<Curve> backends() {
    return Stream.of(Curves.named(Curves.BLST), Curves.named(Curves.BOUNCY_CASTLE));
  }

  private static G1Point base(Curve curve) {
    return curve.hashToG1(new byte[] {7}, "fixed-base-test");
  }

  private static void assertProduct(FixedBase table, BigInteger scalar) {
    BigInteger reduced = scalar.mod(Curve.ORDER);
    assertThat(table.multiply(SecretScalar.of(scalar)))
        .as("times %x", reduced)
        .isEqualTo(table.base().multiply(reduced));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsItsBase(Curve curve) {
    assertThat(curve.fixedBase(base(curve)).base()).isEqualTo(base(curve));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theEndsOfTheRangeAreRight(Curve curve) {
    FixedBase table = curve.fixedBase(base(curve));
    assertThat(table.multiply(SecretScalar.of(BigInteger.ZERO)).isIdentity()).isTrue();
    for (int offset = 0; offset < 40; offset++) {
      assertProduct(table, BigInteger.valueOf(offset));
      assertProduct(table, Curve.ORDER.subtract(BigInteger.valueOf(offset)));
    }
  }

  /** Every digit in every window, with and without a carry coming in. */
  @ParameterizedTest
  @MethodSource("backends")
  void everyDigitAtEveryPlaceIsRight(Curve curve) {
    FixedBase table = curve.fixedBase(base(curve));
    int step = curve.name().equals(Curves.BLST) ? 1 : 17; // the oracle is slow
    for (int at = 0; at < 255; at += WINDOW_BITS * step) {
      for (int digit = 1; digit < 1 << WINDOW_BITS; digit += step) {
        BigInteger alone = BigInteger.valueOf(digit).shiftLeft(at);
        assertProduct(table, alone);
        assertProduct(table, alone.subtract(BigInteger.ONE));
      }
    }
  }

  /** Sixteen everywhere has no carry, seventeen everywhere carries from end to end. */
  @ParameterizedTest
  @MethodSource("backends")
  void longCarriesAreRight(Curve curve) {
    FixedBase table = curve.fixedBase(base(curve));
    for (int digit : List.of(1, 15, 16, 17, 31)) {
      BigInteger all = BigInteger.ZERO;
      for (int at = 0; at < 250; at += WINDOW_BITS) {
        all = all.or(BigInteger.valueOf(digit).shiftLeft(at));
      }
      assertProduct(table, all);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anyScalarIsRight(Curve curve) {
    FixedBase table = curve.fixedBase(base(curve));
    Random random = new Random(5);
    for (int i = 0; i < 30; i++) {
      assertProduct(table, new BigInteger(256, random));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theIdentityHasATableToo(Curve curve) {
    FixedBase table = curve.fixedBase(curve.g1Identity());
    assertThat(table.multiply(SecretScalar.of(BigInteger.TEN)).isIdentity()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aDestroyedScalarMultipliesNothing(Curve curve) {
    FixedBase table = curve.fixedBase(base(curve));
    SecretScalar scalar = SecretScalar.of(BigInteger.TEN);
    scalar.destroy();
    assertThatThrownBy(() -> table.multiply(scalar)).isInstanceOf(IllegalStateException.class);
  }
}
