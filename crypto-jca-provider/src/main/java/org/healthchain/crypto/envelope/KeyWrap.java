package org.healthchain.crypto.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The ways to wrap a content key. The identifiers stand in envelopes for decades: never reuse one.
 *
 * <p>Identifier 2 is set aside for RSA-3072 together with ML-KEM-768 (both must be broken to read
 * the key), 3 for ML-KEM-768 alone.
 */
enum KeyWrap {
  /**
   * RSAES-OAEP (RFC 8017 §7.1), 3072 bits, SHA-256, MGF1 with SHA-256, and a label that keeps
   * wrapped keys of other protocols out.
   */
  RSA_3072_OAEP_SHA_256(1, EnvelopeKeys.BITS / Byte.SIZE);

  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256",
          "MGF1",
          MGF1ParameterSpec.SHA256,
          new PSource.PSpecified(
              "HealthChain/envelope/v1/rsa-oaep".getBytes(StandardCharsets.US_ASCII)));
  private static final String TRANSFORMATION = "RSA/ECB/OAEPPadding";

  private final int id;
  private final int wrappedBytes;

  KeyWrap(int id, int wrappedBytes) {
    this.id = id;
    this.wrappedBytes = wrappedBytes;
  }

  /** One byte on the wire. */
  int id() {
    return id;
  }

  /** Length of the wrapped key. */
  int wrappedBytes() {
    return wrappedBytes;
  }

  static KeyWrap ofId(int id) throws EnvelopeException {
    for (KeyWrap algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    throw new EnvelopeException(
        EnvelopeException.Reason.UNSUPPORTED, "unknown key wrapping algorithm " + id);
  }

  /** The algorithm that goes with a recipient's key. */
  static KeyWrap forKey(PublicKey key) {
    if (EnvelopeKeys.fits(key)) {
      return RSA_3072_OAEP_SHA_256;
    }
    throw new IllegalArgumentException(
        "recipients have RSA keys of " + EnvelopeKeys.BITS + " bits");
  }

  byte[] wrap(PublicKey recipient, byte[] contentKey, SecureRandom random) {
    try {
      Cipher rsa = Cipher.getInstance(TRANSFORMATION, "SunJCE");
      rsa.init(Cipher.ENCRYPT_MODE, recipient, OAEP, random);
      return rsa.doFinal(contentKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a usable RSA public key", e);
    }
  }

  /** One message whatever went wrong: the padding must not become an oracle (Manger 2001). */
  byte[] unwrap(PrivateKey recipient, byte[] wrapped) throws EnvelopeException {
    try {
      Cipher rsa =
          recipient instanceof RSAPrivateKey
              ? Cipher.getInstance(TRANSFORMATION, "SunJCE")
              : Cipher.getInstance(TRANSFORMATION); // a token's key chooses its own provider
      rsa.init(Cipher.DECRYPT_MODE, recipient, OAEP);
      return rsa.doFinal(wrapped);
    } catch (GeneralSecurityException e) {
      throw ContentCipher.notAuthentic();
    }
  }
}
