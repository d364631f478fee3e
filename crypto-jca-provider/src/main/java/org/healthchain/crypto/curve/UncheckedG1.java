package org.healthchain.crypto.curve;

/**
 * A point on the curve whose subgroup nobody has checked yet. It cannot be computed with; {@link
 * Curve#assumeInSubgroup} turns it into a {@link G1Point}. Immutable.
 */
public abstract class UncheckedG1 {
  UncheckedG1() {}

  /** The same point as a member of G1; only after its subgroup check. */
  abstract G1Point admit();

  /** 48 bytes. */
  public abstract byte[] compressed();

  /** 96 bytes. */
  public abstract byte[] uncompressed();
}
