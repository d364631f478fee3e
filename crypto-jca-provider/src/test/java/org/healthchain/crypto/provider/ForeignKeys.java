package org.healthchain.crypto.provider;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;

/** Keys as another provider or class loader hands them over: a name, a format and bytes. */
final class ForeignKeys {
  private ForeignKeys() {}

  static PublicKey of(PublicKey key) {
    return new Public(key.getAlgorithm(), key.getFormat(), key.getEncoded());
  }

  static PrivateKey of(PrivateKey key) {
    return new Private(key.getAlgorithm(), key.getFormat(), key.getEncoded());
  }

  /** A key inside a token: it has no encoding. */
  static PrivateKey inToken() {
    return new Private(Algorithms.GROUP_SIGNATURE, null, null);
  }

  private abstract static class Foreign implements Key {
    private static final long serialVersionUID = 1L;
    private final String algorithm;
    private final String format;
    private final byte[] encoded;

    Foreign(String algorithm, String format, byte[] encoded) {
      this.algorithm = algorithm;
      this.format = format;
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public String getFormat() {
      return format;
    }

    @Override
    public byte[] getEncoded() {
      return encoded == null ? null : encoded.clone();
    }
  }

  private static final class Public extends Foreign implements PublicKey {
    private static final long serialVersionUID = 1L;

    Public(String algorithm, String format, byte[] encoded) {
      super(algorithm, format, encoded);
    }
  }

  private static final class Private extends Foreign implements PrivateKey {
    private static final long serialVersionUID = 1L;

    Private(String algorithm, String format, byte[] encoded) {
      super(algorithm, format, encoded);
    }
  }
}
