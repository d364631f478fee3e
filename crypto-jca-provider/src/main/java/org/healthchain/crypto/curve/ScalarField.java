package org.healthchain.crypto.curve;

import java.math.BigInteger;

/**
 * Arithmetic modulo r on eight little-endian limbs of 32 bits, and the encoding of public scalars.
 * No branch or index depends on a value. Stateless, safe for many threads.
 */
public final class ScalarField {
  static final int LIMBS = 8;

  private static final long MASK = 0xffffffffL;
  private static final int[] MODULUS = load(toBytes(Curve.ORDER), 0);

  /** −r^-1 modulo 2^32. */
  private static final int MINUS_INVERSE =
      Curve.ORDER.negate().modInverse(BigInteger.ONE.shiftLeft(Integer.SIZE)).intValue();

  private static final int[] R_SQUARED =
      load(toBytes(BigInteger.ONE.shiftLeft(2 * bits()).mod(Curve.ORDER)), 0);
  private static final int[] R_CUBED =
      load(toBytes(BigInteger.ONE.shiftLeft(3 * bits()).mod(Curve.ORDER)), 0);
  private static final int[] ONE = load(toBytes(BigInteger.ONE), 0);
  private static final BigInteger FERMAT = Curve.ORDER.subtract(BigInteger.TWO);

  private ScalarField() {}

  private static int bits() {
    return LIMBS * Integer.SIZE;
  }

  /**
   * Reads a public scalar of 32 big-endian bytes.
   *
   * @throws InvalidPointException unless there are 32 and their value is less than r
   */
  public static BigInteger decode(byte[] encoding) throws InvalidPointException {
    BigInteger value = new BigInteger(1, encoding);
    if (encoding.length != SecretScalar.BYTES || value.compareTo(Curve.ORDER) >= 0) {
      throw new InvalidPointException("not a canonical scalar");
    }
    return value;
  }

  /** Writes a number in [0, 2^256) as 32 big-endian bytes. */
  public static byte[] toBytes(BigInteger value) {
    byte[] minimal = value.toByteArray();
    byte[] encoding = new byte[SecretScalar.BYTES];
    int length = Math.min(minimal.length, SecretScalar.BYTES);
    if (value.signum() < 0 || value.bitLength() > bits()) {
      throw new IllegalArgumentException("out of range");
    }
    System.arraycopy(
        minimal, minimal.length - length, encoding, SecretScalar.BYTES - length, length);
    return encoding;
  }

  static int[] load(byte[] bytes, int offset) {
    int[] limbs = new int[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      int at = offset + SecretScalar.BYTES - Integer.BYTES * (i + 1);
      limbs[i] =
          (bytes[at] & 0xff) << 24
              | (bytes[at + 1] & 0xff) << 16
              | (bytes[at + 2] & 0xff) << 8
              | (bytes[at + 3] & 0xff);
    }
    return limbs;
  }

  static byte[] store(int[] limbs) {
    byte[] bytes = new byte[SecretScalar.BYTES];
    for (int i = 0; i < SecretScalar.BYTES; i++) {
      bytes[SecretScalar.BYTES - 1 - i] =
          (byte) (limbs[i / Integer.BYTES] >>> (Byte.SIZE * (i % Integer.BYTES)));
    }
    return bytes;
  }

  static boolean isCanonical(int[] limbs) {
    return subtractModulus(limbs, new int[LIMBS]) != 0;
  }

  static int[] add(int[] a, int[] b) {
    int[] sum = new int[LIMBS];
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      carry += (a[i] & MASK) + (b[i] & MASK);
      sum[i] = (int) carry;
      carry >>>= Integer.SIZE;
    }
    return reduceOnce(sum, (int) carry);
  }

  static int[] subtract(int[] a, int[] b) {
    int[] difference = new int[LIMBS];
    long borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
      borrow += (a[i] & MASK) - (b[i] & MASK);
      difference[i] = (int) borrow;
      borrow >>= Integer.SIZE;
    }
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      carry += (difference[i] & MASK) + (MODULUS[i] & borrow & MASK);
      difference[i] = (int) carry;
      carry >>>= Integer.SIZE;
    }
    return difference;
  }

  static int[] multiply(int[] a, int[] b) {
    return montgomery(montgomery(a, b), R_SQUARED);
  }

  /** (high·2^256 + low) mod r. */
  static int[] reduceWide(int[] high, int[] low) {
    // montgomery(x, R^2) = x·R and montgomery(x, R^3) = x·R^2; both operands may be as large as
    // 2^256
    int[] shifted = montgomery(high, R_CUBED);
    return montgomery(add(shifted, montgomery(low, R_SQUARED)), ONE);
  }

  static int[] invert(int[] a) {
    int[] base = montgomery(a, R_SQUARED);
    int[] power = base;
    for (int i = FERMAT.bitLength() - 2; i >= 0; i--) {
      power = montgomery(power, power);
      if (FERMAT.testBit(i)) { // the exponent is public
        power = montgomery(power, base);
      }
    }
    return montgomery(power, ONE);
  }

  /**
   * a·b·2^-256 mod r (Montgomery 1985), word by word; one factor may be any number below 2^256, the
   * other is less than r.
   */
  private static int[] montgomery(int[] a, int[] b) {
    int[] t = new int[LIMBS];
    long top = 0;
    for (int i = 0; i < LIMBS; i++) {
      long ai = a[i] & MASK;
      long carry = 0;
      for (int j = 0; j < LIMBS; j++) {
        carry += ai * (b[j] & MASK) + (t[j] & MASK);
        t[j] = (int) carry;
        carry >>>= Integer.SIZE;
      }
      top += carry;
      long m = Integer.toUnsignedLong(t[0] * MINUS_INVERSE); // modulo 2^32
      carry = (m * (MODULUS[0] & MASK) + (t[0] & MASK)) >>> Integer.SIZE;
      for (int j = 1; j < LIMBS; j++) {
        carry += m * (MODULUS[j] & MASK) + (t[j] & MASK);
        t[j - 1] = (int) carry;
        carry >>>= Integer.SIZE;
      }
      top += carry;
      t[LIMBS - 1] = (int) top;
      top >>>= Integer.SIZE;
    }
    return reduceOnce(t, (int) top);
  }

  /** Subtracts r once if top·2^256 + a is at least r. */
  private static int[] reduceOnce(int[] a, int top) {
    int[] reduced = new int[LIMBS];
    int borrow = subtractModulus(a, reduced);
    int keep = borrow & (top - 1); // all ones: a was below r and nothing stood above it
    for (int i = 0; i < LIMBS; i++) {
      reduced[i] = (a[i] & keep) | (reduced[i] & ~keep);
    }
    return reduced;
  }

  /** out = a − r; returns the borrow, −1 or 0. */
  private static int subtractModulus(int[] a, int[] out) {
    long borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
      borrow += (a[i] & MASK) - (MODULUS[i] & MASK);
      out[i] = (int) borrow;
      borrow >>= Integer.SIZE;
    }
    return (int) borrow;
  }
}
