package org.healthchain.crypto.curve;

import java.math.BigInteger;

/**
 * A point of G2, the subgroup of order r; immutable, additive notation. Equality is that of points.
 */
public interface G2Point {
  /** This + other. */
  G2Point add(G2Point other);

  /** −this. */
  G2Point negate();

  /** The multiple by a public integer (taken modulo r). Time depends on the scalar. */
  G2Point multiply(BigInteger scalar);

  /**
   * The multiple by a secret. Constant time with blst; see {@link SecretScalar} for the pure-Java
   * backend.
   */
  G2Point multiply(SecretScalar scalar);

  /** Whether this is the neutral element. */
  boolean isIdentity();

  /** 96 bytes. */
  byte[] compressed();
}
