package org.healthchain.crypto.curve;

import java.math.BigInteger;

/**
 * A point of G1, the subgroup of order r; immutable, additive notation. Points of different
 * backends do not mix ({@link IllegalArgumentException}). Equality is that of points.
 */
public interface G1Point {
  /** This + other. Variable time only in whether the two are equal, opposite or the identity. */
  G1Point add(G1Point other);

  /** This − other. */
  default G1Point subtract(G1Point other) {
    return add(other.negate());
  }

  /** −this. */
  G1Point negate();

  /** The multiple by a public integer (taken modulo r). Time depends on the scalar. */
  G1Point multiply(BigInteger scalar);

  /**
   * The multiple by a secret. Constant time with blst; see {@link SecretScalar} for the pure-Java
   * backend.
   */
  G1Point multiply(SecretScalar scalar);

  /** Whether this is the neutral element. */
  boolean isIdentity();

  /** 48 bytes. */
  byte[] compressed();

  /** 96 bytes. */
  byte[] uncompressed();
}
