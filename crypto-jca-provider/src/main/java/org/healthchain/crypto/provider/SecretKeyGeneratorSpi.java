package org.healthchain.crypto.provider;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes keys of 256 bits for symmetric algorithms; for one thread at a time. */
public abstract sealed class SecretKeyGeneratorSpi extends KeyGeneratorSpi {
  private static final int BITS = 256;

  private final String algorithm;
  private SecureRandom random = new SecureRandom();

  SecretKeyGeneratorSpi(String algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  protected void engineInit(@Nullable SecureRandom source) {
    random = source == null ? new SecureRandom() : source;
  }

  @Override
  protected void engineInit(int keysize, @Nullable SecureRandom source) {
    if (keysize != BITS) {
      throw new InvalidParameterException("keys have " + BITS + " bits");
    }
    engineInit(source);
  }

  @Override
  protected void engineInit(AlgorithmParameterSpec spec, @Nullable SecureRandom source)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException("no parameters");
  }

  @Override
  protected SecretKey engineGenerateKey() {
    byte[] bytes = new byte[BITS / Byte.SIZE];
    random.nextBytes(bytes);
    SecretKey key = new SecretKeySpec(bytes, algorithm);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  /** HC-Envelope: AES-256 keys, as the envelope draws one for every record. */
  public static final class Content extends SecretKeyGeneratorSpi {
    public Content() {
      super("AES");
    }
  }

  /** HC-SerialNumber: the consortium's key. */
  public static final class Serial extends SecretKeyGeneratorSpi {
    public Serial() {
      super(Algorithms.SERIAL_NUMBER);
    }
  }
}
