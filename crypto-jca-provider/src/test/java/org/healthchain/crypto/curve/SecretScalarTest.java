package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Secret arithmetic against BigInteger. */
class SecretScalarTest {
  private final Random random = new Random(3);

  private List<BigInteger> samples() {
    BigInteger r = Curve.ORDER;
    List<BigInteger> samples =
        new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO));
    samples.addAll(
        List.of(
            r.subtract(BigInteger.ONE),
            r.subtract(BigInteger.TWO),
            r.shiftRight(1),
            BigInteger.ONE.shiftLeft(254)));
    samples.addAll(
        List.of(
            BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE), BigInteger.ONE.shiftLeft(224)));
    for (int i = 0; i < 20; i++) {
      samples.add(new BigInteger(255, random).mod(r));
    }
    return samples;
  }

  @Test
  void arithmeticAgreesWithBigInteger() {
    for (BigInteger a : samples()) {
      SecretScalar x = SecretScalar.of(a);
      assertThat(x.reveal()).isEqualTo(a);
      assertThat(x.negate().reveal()).isEqualTo(a.negate().mod(Curve.ORDER));
      assertThat(x.isZero()).isEqualTo(a.signum() == 0);
      for (BigInteger b : samples()) {
        SecretScalar y = SecretScalar.of(b);
        assertThat(x.add(y).reveal()).isEqualTo(a.add(b).mod(Curve.ORDER));
        assertThat(x.subtract(y).reveal()).isEqualTo(a.subtract(b).mod(Curve.ORDER));
        assertThat(x.multiply(y).reveal()).isEqualTo(a.multiply(b).mod(Curve.ORDER));
      }
      if (a.signum() != 0) {
        assertThat(x.invert().reveal()).isEqualTo(a.modInverse(Curve.ORDER));
      }
    }
    assertThatThrownBy(() -> SecretScalar.of(BigInteger.ZERO).invert())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void wideBytesAreReducedModuloTheOrder() {
    for (int i = 0; i < 200; i++) {
      byte[] wide = new byte[64];
      random.nextBytes(wide);
      if (i < 3) {
        Arrays.fill(wide, (byte) -1);
        Arrays.fill(wide, 0, 32 * (i % 3), (byte) 0);
      }
      assertThat(SecretScalar.fromWideBytes(wide).reveal())
          .isEqualTo(new BigInteger(1, wide).mod(Curve.ORDER));
    }
    assertThatThrownBy(() -> SecretScalar.fromWideBytes(new byte[63]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyCanonicalBytesDecode() throws InvalidPointException {
    byte[] largest = ScalarField.toBytes(Curve.ORDER.subtract(BigInteger.ONE));
    assertThat(SecretScalar.fromBytes(largest).toBytes()).isEqualTo(largest);
    assertThat(ScalarField.decode(largest)).isEqualTo(Curve.ORDER.subtract(BigInteger.ONE));
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) -1);
    for (byte[] bad :
        List.of(ScalarField.toBytes(Curve.ORDER), ones, new byte[31], new byte[33], new byte[0])) {
      assertThatThrownBy(() -> SecretScalar.fromBytes(bad))
          .isInstanceOf(InvalidPointException.class);
      assertThatThrownBy(() -> ScalarField.decode(bad)).isInstanceOf(InvalidPointException.class);
    }
  }

  @Test
  void aDestroyedSecretIsWipedAndUseless() {
    SecretScalar secret = SecretScalar.random(new SecureRandom());
    int[] limbs = secret.limbs();
    assertThat(secret.isDestroyed()).isFalse();
    secret.destroy();
    assertThat(limbs).containsOnly(0);
    assertThat(secret.isDestroyed()).isTrue();
    assertThatThrownBy(secret::toBytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Curves.get().g1Generator().multiply(secret))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void numbersOf256BitsAreWrittenAndNoOthers() {
    BigInteger bound = BigInteger.ONE.shiftLeft(256);
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) -1);
    assertThat(ScalarField.toBytes(bound.subtract(BigInteger.ONE))).isEqualTo(ones);
    assertThat(ScalarField.toBytes(BigInteger.ZERO)).isEqualTo(new byte[32]);
    assertThat(ScalarField.toBytes(bound.shiftRight(1))).startsWith(0x80).hasSize(32);
    for (BigInteger outside : List.of(bound, BigInteger.ONE.negate(), bound.shiftLeft(9))) {
      assertThatThrownBy(() -> ScalarField.toBytes(outside))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aDestroyedSecretEqualsItselfAlone() {
    SecretScalar one = SecretScalar.of(BigInteger.TEN);
    SecretScalar same = SecretScalar.of(BigInteger.TEN);
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
    one.destroy();
    assertThat(one).isNotEqualTo(same).isEqualTo(one);
    assertThat(same).isNotEqualTo(one);
    same.destroy();
    assertThat(one).isNotEqualTo(same);
  }

  @Test
  void everyUseOfADestroyedSecretThrows() {
    SecretScalar gone = SecretScalar.of(BigInteger.TEN);
    SecretScalar alive = SecretScalar.of(BigInteger.TWO);
    gone.destroy();
    List<ThrowingCallable> uses =
        List.of(
            () -> gone.add(alive),
            () -> alive.add(gone),
            () -> gone.subtract(alive),
            () -> alive.subtract(gone),
            () -> gone.multiply(alive),
            () -> alive.multiply(gone),
            gone::negate,
            gone::invert,
            gone::isZero,
            gone::toBytes,
            gone::reveal);
    for (ThrowingCallable use : uses) {
      assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
    }
  }

  /** One thread computes, another wipes: every result is right, and then there are no more. */
  @Test
  void nothingIsComputedWithHalfASecret() throws Exception {
    FixedBase table = Curves.get().fixedBase(Curves.get().g1Generator());
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 400; round++) {
        BigInteger value = new BigInteger(255, random).mod(Curve.ORDER);
        SecretScalar secret = SecretScalar.of(value);
        G1Point point = round % 20 == 0 ? Curves.get().g1Generator().multiply(value) : null;
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> computing =
            threads.submit(() -> computeUntilDestroyed(secret, value, point, table, begun));
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        secret.destroy();
        computing.get(1, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void computeUntilDestroyed(
      SecretScalar secret, BigInteger value, G1Point point, FixedBase table, CountDownLatch begun) {
    SecretScalar two = SecretScalar.of(BigInteger.TWO);
    BigInteger twice = value.add(value).mod(Curve.ORDER);
    while (true) {
      try {
        assertThat(secret.multiply(two).reveal()).isEqualTo(twice);
        assertThat(secret.add(secret).reveal()).isEqualTo(twice);
        assertThat(secret.isZero()).isEqualTo(value.signum() == 0);
        if (point != null) {
          assertThat(table.multiply(secret)).isEqualTo(point);
        }
        begun.countDown();
      } catch (IllegalStateException destroyed) {
        return;
      }
    }
  }

  @Test
  void nothingOfASecretShowsInItsText() {
    SecretScalar secret = SecretScalar.of(BigInteger.valueOf(123456789));
    assertThat(secret.toString()).doesNotContain("123456789").doesNotContain("75bcd15");
    assertThat(secret)
        .isEqualTo(SecretScalar.of(BigInteger.valueOf(123456789)))
        .isNotEqualTo(SecretScalar.of(BigInteger.ONE));
  }
}
