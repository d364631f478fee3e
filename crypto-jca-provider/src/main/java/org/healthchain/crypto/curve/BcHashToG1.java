package org.healthchain.crypto.curve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Hashing to G1 for the pure-Java backend, which has it for G2 only:
 * BLS12381G1_XMD:SHA-256_SSWU_RO_ of RFC 9380 §8.8.1. Variable time: for public messages.
 */
final class BcHashToG1 {
  private static final BigInteger Q = BcEncodings.MODULUS;
  private static final BigInteger A =
      new BigInteger(
          "144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d",
          16);
  private static final BigInteger B =
      new BigInteger(
          "12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0",
          16);
  private static final BigInteger Z = BigInteger.valueOf(11);
  private static final BigInteger COFACTOR_CLEARING = new BigInteger("d201000000010001", 16);
  private static final BigInteger ROOT_EXPONENT = Q.add(BigInteger.ONE).shiftRight(2);
  private static final int ELEMENT_BYTES = 64;
  private static final int DIGEST_BYTES = 32;
  private static final int BLOCK_BYTES = 64;

  private static final Properties ISOGENY = load();
  private static final List<BigInteger> X_NUMERATOR = coefficients("x-numerator");
  private static final List<BigInteger> X_DENOMINATOR = coefficients("x-denominator");
  private static final List<BigInteger> Y_NUMERATOR = coefficients("y-numerator");
  private static final List<BigInteger> Y_DENOMINATOR = coefficients("y-denominator");

  private BcHashToG1() {}

  static ECPoint hash(byte[] message, String tag) {
    byte[] uniform = expand(message, tag.getBytes(StandardCharsets.US_ASCII), 2 * ELEMENT_BYTES);
    BigInteger first = new BigInteger(1, Arrays.copyOf(uniform, ELEMENT_BYTES)).mod(Q);
    BigInteger second =
        new BigInteger(1, Arrays.copyOfRange(uniform, ELEMENT_BYTES, 2 * ELEMENT_BYTES)).mod(Q);
    return map(first).add(map(second)).multiply(COFACTOR_CLEARING).normalize();
  }

  /** expand_message_xmd, RFC 9380 §5.3.1. */
  static byte[] expand(byte[] message, byte[] tag, int lengthBytes) {
    byte[] tagPrime = Arrays.copyOf(tag, tag.length + 1);
    tagPrime[tag.length] = (byte) tag.length;
    byte[] length = {(byte) (lengthBytes >>> Byte.SIZE), (byte) lengthBytes, 0};
    byte[] b0 = sha256(new byte[BLOCK_BYTES], message, length, tagPrime);
    byte[] out = new byte[lengthBytes];
    byte[] block = new byte[DIGEST_BYTES];
    for (int i = 0; i * DIGEST_BYTES < lengthBytes; i++) {
      for (int j = 0; j < DIGEST_BYTES; j++) {
        block[j] ^= b0[j];
      }
      block = sha256(block, new byte[] {(byte) (i + 1)}, tagPrime);
      System.arraycopy(
          block, 0, out, i * DIGEST_BYTES, Math.min(DIGEST_BYTES, lengthBytes - i * DIGEST_BYTES));
    }
    return out;
  }

  /** Simplified SWU to the isogenous curve (RFC 9380 §6.6.2), then the isogeny (appendix E.2). */
  private static ECPoint map(BigInteger u) {
    BigInteger zu2 = Z.multiply(u).multiply(u).mod(Q);
    BigInteger denominator = zu2.multiply(zu2).add(zu2).mod(Q);
    BigInteger x =
        denominator.signum() == 0
            ? B.multiply(Z.multiply(A).modInverse(Q)).mod(Q)
            : Q.subtract(B)
                .multiply(A.modInverse(Q))
                .multiply(denominator.modInverse(Q).add(BigInteger.ONE))
                .mod(Q);
    Optional<BigInteger> root = root(x);
    if (root.isEmpty()) {
      x = zu2.multiply(x).mod(Q);
      root = root(x); // exactly one of the two has a root
    }
    BigInteger y = root.orElseThrow();
    if (y.testBit(0) != u.testBit(0)) {
      y = Q.subtract(y);
    }
    BigInteger xBelow = evaluate(X_DENOMINATOR, x);
    BigInteger yBelow = evaluate(Y_DENOMINATOR, x);
    if (xBelow.signum() == 0 || yBelow.signum() == 0) {
      return BcEncodings.CURVE.getInfinity();
    }
    BigInteger mappedX = evaluate(X_NUMERATOR, x).multiply(xBelow.modInverse(Q)).mod(Q);
    BigInteger mappedY = y.multiply(evaluate(Y_NUMERATOR, x)).multiply(yBelow.modInverse(Q)).mod(Q);
    return BcEncodings.CURVE.createPoint(mappedX, mappedY);
  }

  /** A root of x³ + A·x + B, if it has one. */
  private static Optional<BigInteger> root(BigInteger x) {
    BigInteger square = x.multiply(x).add(A).multiply(x).add(B).mod(Q);
    BigInteger root = square.modPow(ROOT_EXPONENT, Q);
    return Optional.of(root).filter(y -> y.multiply(y).mod(Q).equals(square));
  }

  private static BigInteger evaluate(List<BigInteger> coefficients, BigInteger x) {
    BigInteger value = BigInteger.ZERO;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value.multiply(x).add(coefficients.get(i)).mod(Q);
    }
    return value;
  }

  private static List<BigInteger> coefficients(String name) {
    return Arrays.stream(ISOGENY.getProperty(name).trim().split("\\s+"))
        .map(hex -> new BigInteger(hex, 16))
        .toList();
  }

  private static Properties load() {
    try (InputStream in = BcHashToG1.class.getResourceAsStream("g1-isogeny.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
