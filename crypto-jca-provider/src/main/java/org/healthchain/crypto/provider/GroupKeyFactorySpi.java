package org.healthchain.crypto.provider;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Reads and writes all keys of the group signature. Stateless. */
public final class GroupKeyFactorySpi extends KeyFactorySpi {
  @Override
  protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
    if (spec instanceof X509EncodedKeySpec x509) {
      return KeyEncodings.decodePublic(x509.getEncoded());
    }
    throw new InvalidKeySpecException("X509EncodedKeySpec expected");
  }

  @Override
  protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
    if (spec instanceof PKCS8EncodedKeySpec pkcs8) {
      return KeyEncodings.decodePrivate(pkcs8.getEncoded());
    }
    throw new InvalidKeySpecException("PKCS8EncodedKeySpec expected");
  }

  @Override
  protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
      throws InvalidKeySpecException {
    if (key instanceof GroupSchemePublicKey && spec.isAssignableFrom(X509EncodedKeySpec.class)) {
      return spec.cast(new X509EncodedKeySpec(key.getEncoded()));
    }
    if (key instanceof GroupSchemePrivateKey && spec.isAssignableFrom(PKCS8EncodedKeySpec.class)) {
      return spec.cast(new PKCS8EncodedKeySpec(key.getEncoded()));
    }
    throw new InvalidKeySpecException("no such pair of key and specification");
  }

  /** Takes keys of other providers and class loaders by their encoding. */
  @Override
  protected Key engineTranslateKey(Key key) throws InvalidKeyException {
    if (key instanceof PublicKey publicKey) {
      return translate(publicKey);
    }
    if (key instanceof PrivateKey privateKey) {
      return translate(privateKey);
    }
    throw new InvalidKeyException("a public or private key expected");
  }

  static GroupSchemePublicKey translate(PublicKey key) throws InvalidKeyException {
    if (key instanceof GroupSchemePublicKey ours) {
      return ours;
    }
    try {
      return KeyEncodings.decodePublic(encodingOf(key, "X.509"));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("not a public key of " + Algorithms.GROUP_SIGNATURE, e);
    }
  }

  static GroupSchemePrivateKey translate(PrivateKey key) throws InvalidKeyException {
    if (key instanceof GroupSchemePrivateKey ours) {
      return ours;
    }
    try {
      return KeyEncodings.decodePrivate(encodingOf(key, "PKCS#8"));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("not a private key of " + Algorithms.GROUP_SIGNATURE, e);
    }
  }

  private static byte[] encodingOf(Key key, String format) throws InvalidKeyException {
    byte[] encoded = key == null || !format.equals(key.getFormat()) ? null : key.getEncoded();
    if (encoded == null) {
      throw new InvalidKeyException("a key with an encoding in " + format + " expected");
    }
    return encoded;
  }
}
