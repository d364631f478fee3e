package org.healthchain.crypto.curve;

import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A secret integer modulo r that can be wiped. Its arithmetic takes the same time for all values
 * (Montgomery multiplication on limbs of 32 bits without secret-dependent branches or indices), as
 * far as a just-in-time compiler leaves such code alone.
 *
 * <p>Multiplying a point by it is constant time with blst. Bouncy Castle's pure-Java arithmetic
 * rests on {@link BigInteger} underneath and is not; its double-and-add-always only hides the
 * scalar's bit pattern. Immutable but for {@link #destroy()}; safe for many threads: an operation
 * that {@code destroy} overtakes throws, so that nothing is ever computed with half a secret.
 */
public final class SecretScalar implements Destroyable {
  /** Length of the encoding in bytes. */
  public static final int BYTES = 32;

  private static final int WIDE_BYTES = 64;

  private final int[] limbs;
  private volatile boolean destroyed;

  private SecretScalar(int[] limbs) {
    this.limbs = limbs;
  }

  /** Uniform in [1, r). */
  public static SecretScalar random(SecureRandom random) {
    byte[] wide = new byte[WIDE_BYTES];
    try {
      while (true) {
        random.nextBytes(wide);
        SecretScalar scalar = fromWideBytes(wide);
        if (!scalar.isZero()) {
          return scalar;
        }
      }
    } finally {
      Arrays.fill(wide, (byte) 0);
    }
  }

  /**
   * Takes 32 big-endian bytes.
   *
   * @throws InvalidPointException unless there are 32 and their value is less than r
   */
  public static SecretScalar fromBytes(byte[] encoding) throws InvalidPointException {
    int[] limbs = encoding.length == BYTES ? ScalarField.load(encoding, 0) : null;
    if (limbs == null || !ScalarField.isCanonical(limbs)) {
      throw new InvalidPointException("not a canonical scalar");
    }
    return new SecretScalar(limbs);
  }

  /** Reduces 64 big-endian bytes (a hash, say) modulo r; the result is uniform up to 2^-256. */
  public static SecretScalar fromWideBytes(byte[] wide) {
    if (wide.length != WIDE_BYTES) {
      throw new IllegalArgumentException("64 bytes expected");
    }
    return new SecretScalar(
        ScalarField.reduceWide(ScalarField.load(wide, 0), ScalarField.load(wide, BYTES)));
  }

  /** A public number, taken modulo r, as an operand for secret arithmetic. */
  public static SecretScalar of(BigInteger value) {
    return new SecretScalar(ScalarField.load(ScalarField.toBytes(value.mod(Curve.ORDER)), 0));
  }

  /** This + other modulo r. */
  public SecretScalar add(SecretScalar other) {
    return result(ScalarField.add(limbs(), other.limbs()), other);
  }

  /** This − other modulo r. */
  public SecretScalar subtract(SecretScalar other) {
    return result(ScalarField.subtract(limbs(), other.limbs()), other);
  }

  /** −this modulo r. */
  public SecretScalar negate() {
    return result(ScalarField.subtract(new int[ScalarField.LIMBS], limbs()), this);
  }

  /** This · other modulo r. */
  public SecretScalar multiply(SecretScalar other) {
    return result(ScalarField.multiply(limbs(), other.limbs()), other);
  }

  /**
   * The inverse modulo r, by Fermat's theorem.
   *
   * @throws ArithmeticException for zero
   */
  public SecretScalar invert() {
    if (isZero()) {
      throw new ArithmeticException("zero has no inverse");
    }
    return result(ScalarField.invert(limbs()), this);
  }

  /** Whether this is zero; takes the same time for all values. */
  public boolean isZero() {
    int bits = 0;
    for (int limb : limbs()) {
      bits |= limb;
    }
    requireAlive();
    return bits == 0;
  }

  /** 32 big-endian bytes; the caller wipes them. */
  public byte[] toBytes() {
    byte[] bytes = ScalarField.store(limbs());
    requireAlive();
    return bytes;
  }

  /** Makes the value public, as for a response of a proof. */
  public BigInteger reveal() {
    return new BigInteger(1, toBytes());
  }

  /** Overwrites the value. Every later use throws {@link IllegalStateException}. */
  @Override
  public void destroy() {
    destroyed = true;
    VarHandle.fullFence(); // whoever sees a wiped limb sees the flag
    Arrays.fill(limbs, 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Compares in constant time. A destroyed secret equals itself alone. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof SecretScalar scalar
        && !destroyed
        && !scalar.destroyed
        && MessageDigest.isEqual(toBytes(), scalar.toBytes());
  }

  /** The same for all secrets, so that no hash of a secret leaks. */
  @Override
  public int hashCode() {
    return SecretScalar.class.hashCode();
  }

  @Override
  public String toString() {
    return "SecretScalar[…]";
  }

  /** Not to be written to. Whoever reads them calls {@link #requireAlive()} afterwards. */
  int[] limbs() {
    requireAlive();
    return limbs;
  }

  /** Throws if this was destroyed, so that what was just computed from it may be worthless. */
  void requireAlive() {
    VarHandle.loadLoadFence(); // the limbs were read before the flag
    if (destroyed) {
      throw new IllegalStateException("destroyed");
    }
  }

  private SecretScalar result(int[] computed, SecretScalar other) {
    requireAlive();
    other.requireAlive();
    return new SecretScalar(computed);
  }
}
