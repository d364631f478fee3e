package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import supranational.blst.blstJNI;

/**
 * A point of G2 as blst keeps it, in Jacobian coordinates; the array never changes after
 * construction.
 */
@SuppressWarnings("InconsistentHashCode") // equal points have equal affine coordinates
final class BlstG2 implements G2Point {
  private final long[] jacobian;
  private volatile long @Nullable [] affine;

  BlstG2(long[] jacobian) {
    this.jacobian = jacobian;
  }

  static BlstG2 of(G2Point point) {
    if (point instanceof BlstG2 own) {
      return own;
    }
    throw new IllegalArgumentException("a point of another backend");
  }

  /** Not to be written to. Two threads may both compute it; they compute the same. */
  long[] affine() {
    long[] known = affine;
    if (known == null) {
      known = blstJNI.P2_to_affine(jacobian);
      affine = known;
    }
    return known;
  }

  @Override
  public G2Point add(G2Point other) {
    long[] sum = jacobian.clone();
    blstJNI.P2_add__SWIG_0(sum, of(other).jacobian);
    return new BlstG2(sum);
  }

  @Override
  public G2Point negate() {
    long[] negative = jacobian.clone();
    blstJNI.P2_neg(negative);
    return new BlstG2(negative);
  }

  @Override
  public G2Point multiply(BigInteger scalar) {
    return multiply(ScalarField.toBytes(scalar.mod(Curve.ORDER)));
  }

  @Override
  public G2Point multiply(SecretScalar scalar) {
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
  private G2Point multiply(byte[] scalar) {
    long[] product = jacobian.clone();
    blstJNI.P2_mult__SWIG_0(product, scalar);
    return new BlstG2(product);
  }

  @Override
  public boolean isIdentity() {
    return blstJNI.P2_is_inf(jacobian);
  }

  @Override
  public byte[] compressed() {
    return blstJNI.P2_compress(jacobian);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlstG2 point && blstJNI.P2_is_equal(jacobian, point.jacobian);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(affine());
  }

  @Override
  public String toString() {
    return "G2[" + HexFormat.of().formatHex(compressed()) + "]";
  }
}
