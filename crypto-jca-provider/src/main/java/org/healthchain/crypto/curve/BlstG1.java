package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import supranational.blst.blstJNI;

/**
 * A point of G1 as blst keeps it: 18 words in Jacobian coordinates or 12 in affine ones (Montgomery
 * form). jblst's functions work in place on the arrays they are given, so every operation clones
 * first and no array here ever changes after construction.
 */
final class BlstG1 implements G1Point {
  static final BlstG1 IDENTITY = ofJacobian(new long[BlstGroup.JACOBIAN_WORDS]);

  private final long[] given;

  /**
   * The other kind of coordinates, once somebody has asked for them. Two threads may both compute
   * it; they compute the same.
   */
  private volatile long @Nullable [] derived;

  private BlstG1(long[] given) {
    this.given = given;
  }

  static BlstG1 ofJacobian(long[] jacobian) {
    return new BlstG1(jacobian);
  }

  static BlstG1 ofAffine(long[] affine) {
    return new BlstG1(affine);
  }

  static BlstG1 of(G1Point point) {
    if (point instanceof BlstG1 own) {
      return own;
    }
    throw new IllegalArgumentException("a point of another backend");
  }

  private boolean isGivenAffine() {
    return given.length == BlstGroup.AFFINE_WORDS;
  }

  /** Not to be written to. */
  long[] jacobian() {
    return isGivenAffine() ? derived() : given;
  }

  /** Not to be written to. */
  long[] affine() {
    return isGivenAffine() ? given : derived();
  }

  private long[] derived() {
    long[] known = derived;
    if (known == null) {
      known = isGivenAffine() ? blstJNI.P1_Affine_to_jacobian(given) : blstJNI.P1_to_affine(given);
      derived = known;
    }
    return known;
  }

  @Override
  public G1Point add(G1Point other) {
    long[] sum = jacobian().clone();
    blstJNI.P1_add__SWIG_0(sum, of(other).jacobian());
    return ofJacobian(sum);
  }

  @Override
  public G1Point negate() {
    long[] negative = jacobian().clone();
    blstJNI.P1_neg(negative);
    return ofJacobian(negative);
  }

  @Override
  public G1Point multiply(BigInteger scalar) {
    return multiply(ScalarField.toBytes(scalar.mod(Curve.ORDER)));
  }

  @Override
  public G1Point multiply(SecretScalar scalar) {
    byte[] bytes = scalar.toBytes();
    try {
      return multiply(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Always 32 bytes: the native ladder's length depends on the length of the scalar, and on nothing
   * else.
   */
  private G1Point multiply(byte[] scalar) {
    long[] product = jacobian().clone();
    blstJNI.P1_mult__SWIG_0(product, scalar);
    return ofJacobian(product);
  }

  @Override
  public boolean isIdentity() {
    return isGivenAffine() ? blstJNI.P1_Affine_is_inf(given) : blstJNI.P1_is_inf(given);
  }

  @Override
  public byte[] compressed() {
    return blstJNI.P1_Affine_compress(affine());
  }

  @Override
  public byte[] uncompressed() {
    return blstJNI.P1_Affine_serialize(affine());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlstG1 point && blstJNI.P1_is_equal(jacobian(), point.jacobian());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(affine());
  }

  @Override
  public String toString() {
    return "G1[" + HexFormat.of().formatHex(compressed()) + "]";
  }
}
