package org.healthchain.crypto.provider;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.jspecify.annotations.Nullable;

/**
 * HC-Envelope: RSA key pairs of the one length the envelope takes, 3072 bits (FR-8). Like every
 * {@code KeyPairGenerator}, for one thread at a time.
 */
public final class EnvelopeKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private @Nullable SecureRandom random;

  @Override
  public void initialize(int keysize, @Nullable SecureRandom source) {
    if (keysize != EnvelopeKeys.BITS) {
      throw new InvalidParameterException("envelope keys have " + EnvelopeKeys.BITS + " bits");
    }
    random = source;
  }

  @Override
  public void initialize(AlgorithmParameterSpec spec, @Nullable SecureRandom source)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException("envelope keys take no parameters");
  }

  @Override
  public KeyPair generateKeyPair() {
    return EnvelopeKeys.generate(random == null ? new SecureRandom() : random);
  }
}
