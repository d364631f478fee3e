package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The combinations of the subset check, read off in a group where they show: the integers, with 4^i
 * for the i-th point.
 */
class SubsetCheckTest {
  private final List<BigInteger> rows = new ArrayList<>();
  private final Integers integers = new Integers();
  private final SubsetCheck<BigInteger, BigInteger> check =
      new SubsetCheck<>(integers, new PlainBucketSums<>(integers), row -> rows.add(row));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 300, 3000})
  void everyCoefficientOfEveryRowIsUniform(int points) {
    assertThat(
            check.allInside(
                IntStream.range(0, points).mapToObj(i -> BigInteger.ONE.shiftLeft(2 * i)).toList()))
        .isTrue();
    assertThat(rows).hasSize(SubsetCheck.ROWS);
    int[] counts = new int[3];
    for (BigInteger row : rows) {
      coefficients(row, points).forEach(c -> counts[c + 1]++);
    }
    double expected = SubsetCheck.ROWS * points / 3.0;
    for (int count : counts) {
      assertThat(Math.abs(count - expected)).isLessThan(7 * Math.sqrt(expected));
    }
  }

  /** Whoever knew the digits beforehand could make points whose errors cancel. */
  @Test
  void digitsAreFreshEveryTime() {
    RandomDigits one = new RandomDigits();
    int[] first = one.balanced(200, 3);
    assertThat(first).isNotEqualTo(new RandomDigits().balanced(200, 3));
    assertThat(first).isNotEqualTo(one.balanced(200, 3)).containsOnly(-1, 0, 1);
    int[] wide = one.balanced(20_000, 243);
    assertThat(Arrays.stream(wide).min()).hasValue(-121);
    assertThat(Arrays.stream(wide).max()).hasValue(121);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 300})
  void rowsAreIndependentOfEachOther(int points) {
    check.allInside(
        IntStream.range(0, points).mapToObj(i -> BigInteger.ONE.shiftLeft(2 * i)).toList());
    assertThat(new HashSet<>(rows)).hasSize(SubsetCheck.ROWS);
    List<List<Integer>> all = rows.stream().map(row -> coefficients(row, points)).toList();
    for (int a = 0; a < all.size(); a++) {
      for (int b = 0; b < a; b++) {
        int product = 0;
        for (int i = 0; i < points; i++) {
          product += all.get(a).get(i) * all.get(b).get(i);
        }
        assertThat(Math.abs(product)).isLessThan((int) (7 * Math.sqrt(points)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 300, 3000})
  void theRowsTogetherAreTheSumOfTheWeightedPoints(int count) {
    List<BigInteger> points =
        IntStream.range(0, count).mapToObj(i -> BigInteger.valueOf(1_000_003L * i + 7)).toList();
    SubsetCheck.Combined<BigInteger> combined = check.combine(points).orElseThrow();
    BigInteger sum = BigInteger.ZERO;
    BigInteger bound = BigInteger.valueOf(3).pow(SubsetCheck.ROWS).shiftRight(1);
    for (int i = 0; i < count; i++) {
      BigInteger weight = combined.weights().get(i);
      assertThat(weight.abs()).isLessThanOrEqualTo(bound);
      sum = sum.add(weight.multiply(points.get(i)));
    }
    assertThat(combined.sum()).isEqualTo(sum);
    assertThat(new HashSet<>(combined.weights())).hasSize(count);
  }

  /** Digits in {−1, 0, 1} to the base four; anything else would leave a remainder. */
  private static List<Integer> coefficients(BigInteger row, int points) {
    List<Integer> coefficients = new ArrayList<>(points);
    BigInteger rest = row;
    for (int i = 0; i < points; i++) {
      int digit = rest.intValue() & 3;
      assertThat(digit).isNotEqualTo(2);
      int signed = digit == 3 ? -1 : digit;
      coefficients.add(signed);
      rest = rest.subtract(BigInteger.valueOf(signed)).shiftRight(2);
    }
    assertThat(rest).isZero();
    return coefficients;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 200, 2000})
  void oneStrayPointIsFoundWhereverItStands(int points) {
    SubsetCheck<BigInteger, BigInteger> modulo3 =
        new SubsetCheck<>(
            integers,
            new PlainBucketSums<>(integers),
            row -> row.mod(BigInteger.valueOf(3)).signum() == 0);
    List<BigInteger> good = Stream.generate(() -> BigInteger.valueOf(3)).limit(points).toList();
    assertThat(modulo3.allInside(good)).isTrue();
    for (int at : new int[] {0, points / 2, points - 1}) {
      List<BigInteger> bad = new ArrayList<>(good);
      bad.set(at, BigInteger.ONE);
      assertThat(modulo3.allInside(bad)).isFalse();
    }
  }

  private record Integers() implements GroupOperations<BigInteger, BigInteger> {
    @Override
    public BigInteger identity() {
      return BigInteger.ZERO;
    }

    @Override
    public BigInteger accumulator(BigInteger point) {
      return point;
    }

    @Override
    public BigInteger addPoint(BigInteger accumulator, BigInteger point) {
      return accumulator.add(point);
    }

    @Override
    public BigInteger add(BigInteger left, BigInteger right) {
      return left.add(right);
    }

    @Override
    public BigInteger twice(BigInteger accumulator) {
      return accumulator.shiftLeft(1);
    }

    @Override
    public BigInteger opposite(BigInteger accumulator) {
      return accumulator.negate();
    }

    @Override
    public BigInteger negate(BigInteger point) {
      return point.negate();
    }
  }
}
