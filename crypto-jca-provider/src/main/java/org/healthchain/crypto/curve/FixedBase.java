package org.healthchain.crypto.curve;

/**
 * Multiples of one point of G1 from a table of its multiples, for bases that are used again and
 * again. Immutable.
 */
public interface FixedBase {
  /** The point whose multiples these are. */
  G1Point base();

  /**
   * scalar·base. The sequence of group operations does not depend on the scalar, but the entries of
   * the table that are read do: an attacker who watches this process's cache could learn about the
   * scalar. Where such an attacker matters use {@link G1Point#multiply(SecretScalar)}.
   */
  G1Point multiply(SecretScalar scalar);
}
