package org.healthchain.crypto.curve;

/**
 * Multiples of one point of G1 from a table of its multiples, for bases that are used again and
 * again. Immutable.
 */
public interface FixedBase {
  /** The point whose multiples these are. */
  G1Point base();

  /**
   * scalar·base. With blst constant time, as far as a just-in-time compiler leaves masking alone:
   * neither the sequence of group operations nor any address that is read depends on the scalar. In
   * the pure-Java backend see {@link SecretScalar}.
   */
  G1Point multiply(SecretScalar scalar);
}
