package org.healthchain.crypto.envelope;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * The keys that envelopes are sealed to and opened with: RSA of one length (FR-8). The one place
 * that names algorithm and length. Stateless, safe for many threads.
 */
public final class EnvelopeKeys {
  /** As the platform names it. */
  public static final String ALGORITHM = "RSA";

  /** Length of the modulus, the only one taken. */
  public static final int BITS = 3072;

  private EnvelopeKeys() {}

  /** Draws a fresh key pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(BITS, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw missing(e);
    }
  }

  /** Whether the key, public or private, is of the one algorithm and length. */
  public static boolean fits(Key key) {
    return key instanceof RSAKey rsa && rsa.getModulus().bitLength() == BITS;
  }

  /**
   * Reads a public key from its X.509 encoding.
   *
   * @throws InvalidKeySpecException if it is none, or not of {@value #BITS} bits
   */
  public static PublicKey readPublic(byte[] x509) throws InvalidKeySpecException {
    return requireFit(read(KeyFactory::generatePublic, new X509EncodedKeySpec(x509)));
  }

  /**
   * Reads a private key from its PKCS#8 encoding, which the caller wipes.
   *
   * @throws InvalidKeySpecException if it is none, or not of {@value #BITS} bits
   */
  public static PrivateKey readPrivate(byte[] pkcs8) throws InvalidKeySpecException {
    return requireFit(read(KeyFactory::generatePrivate, new PKCS8EncodedKeySpec(pkcs8)));
  }

  /** One of the factory's two ways to make a key. */
  private interface Reading<K> {
    K of(KeyFactory factory, KeySpec spec) throws InvalidKeySpecException;
  }

  private static <K extends Key> K read(Reading<K> reading, KeySpec spec)
      throws InvalidKeySpecException {
    try {
      return reading.of(KeyFactory.getInstance(ALGORITHM), spec);
    } catch (NoSuchAlgorithmException e) {
      throw missing(e);
    }
  }

  private static <K extends Key> K requireFit(K key) throws InvalidKeySpecException {
    if (!fits(key)) {
      throw new InvalidKeySpecException("an RSA key of " + BITS + " bits expected");
    }
    return key;
  }

  private static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("every Java platform has " + ALGORITHM, cause);
  }
}
