package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/** Encodings of G1 for the pure-Java backend; lengths and flags are {@link Encodings}' affair. */
final class BcEncodings {
  static final ECCurve CURVE = BLS12_381G1.createCurve();
  static final BigInteger MODULUS = BLS12_381G1.Q;
  private static final BigInteger HALF = MODULUS.shiftRight(1);
  private static final BigInteger B = BigInteger.valueOf(4);
  private static final BigInteger ROOT_EXPONENT = MODULUS.add(BigInteger.ONE).shiftRight(2);
  private static final int FIELD_BYTES = 48;

  private BcEncodings() {}

  static byte[] compressed(ECPoint normalized) {
    byte[] encoding = new byte[FIELD_BYTES];
    if (normalized.isInfinity()) {
      encoding[0] = (byte) (Encodings.COMPRESSED | Encodings.INFINITY);
      return encoding;
    }
    write(normalized.getAffineXCoord().toBigInteger(), encoding, 0);
    boolean larger = normalized.getAffineYCoord().toBigInteger().compareTo(HALF) > 0;
    encoding[0] |=
        (byte) (larger ? Encodings.COMPRESSED | Encodings.LARGER_Y : Encodings.COMPRESSED);
    return encoding;
  }

  static byte[] uncompressed(ECPoint normalized) {
    byte[] encoding = new byte[2 * FIELD_BYTES];
    if (normalized.isInfinity()) {
      encoding[0] = (byte) Encodings.INFINITY;
      return encoding;
    }
    write(normalized.getAffineXCoord().toBigInteger(), encoding, 0);
    write(normalized.getAffineYCoord().toBigInteger(), encoding, FIELD_BYTES);
    return encoding;
  }

  /** The point of an encoding whose flags were found right and which is not the identity. */
  static ECPoint decode(byte[] encoding) throws InvalidPointException {
    byte[] bytes = encoding.clone();
    boolean larger = (bytes[0] & Encodings.LARGER_Y) != 0;
    bytes[0] &= (byte) ~Encodings.FLAGS;
    BigInteger x = coordinate(bytes, 0);
    if (x.signum() == 0) {
      throw new InvalidPointException("a point of order three"); // as blst does
    }
    BigInteger ySquared = x.pow(3).add(B).mod(MODULUS);
    BigInteger y;
    if (bytes.length == FIELD_BYTES) {
      y = ySquared.modPow(ROOT_EXPONENT, MODULUS);
      if (y.compareTo(HALF) > 0 != larger) {
        y = MODULUS.subtract(y);
      }
    } else {
      y = coordinate(bytes, FIELD_BYTES);
    }
    if (!y.multiply(y).mod(MODULUS).equals(ySquared)) {
      throw new InvalidPointException("not a point of the curve");
    }
    return CURVE.createPoint(x, y);
  }

  private static BigInteger coordinate(byte[] bytes, int offset) throws InvalidPointException {
    BigInteger value = new BigInteger(1, Arrays.copyOfRange(bytes, offset, offset + FIELD_BYTES));
    if (value.compareTo(MODULUS) >= 0) {
      throw new InvalidPointException("coordinate not below the modulus");
    }
    return value;
  }

  private static void write(BigInteger value, byte[] out, int offset) {
    byte[] minimal = value.toByteArray();
    int length = Math.min(minimal.length, FIELD_BYTES);
    System.arraycopy(minimal, minimal.length - length, out, offset + FIELD_BYTES - length, length);
  }
}
