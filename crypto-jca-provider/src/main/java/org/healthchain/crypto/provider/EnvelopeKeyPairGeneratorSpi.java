package org.healthchain.crypto.provider;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;

/**
 * HC-Envelope: RSA key pairs of the one length the envelope takes, 3072 bits (FR-8). Like every
 * {@code KeyPairGenerator}, for one thread at a time.
 */
public final class EnvelopeKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private static final int BITS = 3072;

  private SecureRandom random;

  @Override
  public void initialize(int keysize, SecureRandom source) {
    if (keysize != BITS) {
      throw new InvalidParameterException("envelope keys have " + BITS + " bits");
    }
    random = source;
  }

  @Override
  public void initialize(AlgorithmParameterSpec spec, SecureRandom source)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException("envelope keys take no parameters");
  }

  @Override
  public KeyPair generateKeyPair() {
    try {
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(BITS, random == null ? new SecureRandom() : random);
      return rsa.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
