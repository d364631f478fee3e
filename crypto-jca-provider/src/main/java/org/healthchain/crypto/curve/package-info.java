/**
 * The group BLS12-381 behind one narrow interface, {@link org.healthchain.crypto.curve.Curve}:
 * immutable points of G1 and G2, public scalars as {@link java.math.BigInteger}, secret ones as
 * {@link org.healthchain.crypto.curve.SecretScalar}.
 *
 * <p>Two backends compute the same bytes: blst through jblst (native, the default) and Bouncy
 * Castle's field and curve arithmetic (pure Java, where the native library does not load, and the
 * oracle of the differential tests). {@link org.healthchain.crypto.curve.Curves} chooses.
 *
 * <p>Nothing outside this package ever holds a point that is not known to lie in the subgroup of
 * order r: what came from a peer is an {@link org.healthchain.crypto.curve.UncheckedG1} until its
 * subgroup check, one by one or many at once, has passed.
 *
 * <p>May depend on Bouncy Castle, jblst and, where it is there, JNA only.
 */
package org.healthchain.crypto.curve;
