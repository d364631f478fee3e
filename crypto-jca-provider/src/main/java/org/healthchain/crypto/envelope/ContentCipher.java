package org.healthchain.crypto.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key derived from a content key that is used once, with a commitment to that
 * content key.
 *
 * <p>GCM alone does not commit: somebody could seal an envelope that two recipients open to
 * different texts (Dodis, Grubbs, Ristenpart, Woodage 2018). HMAC-SHA-256(content key, label) in
 * the clear rules that out, and will tell whether t shares were put together rightly.
 */
final class ContentCipher {
  static final int ALGORITHM_AES_256_GCM = 1;
  static final int CONTENT_KEY_BYTES = 32;
  static final int COMMITMENT_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private static final String HMAC = "HmacSHA256";

  private ContentCipher() {}

  /** HMAC-SHA-256(content key, {@code "HealthChain/envelope/v1/commitment"}). */
  static byte[] commitment(byte[] contentKey) {
    return hmac(contentKey, "HealthChain/envelope/v1/commitment");
  }

  static byte[] encrypt(byte[] contentKey, byte[] nonce, byte[] aad, byte[] padded) {
    try {
      return gcm(Cipher.ENCRYPT_MODE, contentKey, nonce, aad).doFinal(padded);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SunJCE has AES-GCM", e);
    }
  }

  static byte[] decrypt(
      byte[] contentKey, byte[] commitment, byte[] nonce, byte[] aad, byte[] ciphertext)
      throws EnvelopeException {
    if (contentKey.length != CONTENT_KEY_BYTES
        || !MessageDigest.isEqual(commitment(contentKey), commitment)) {
      throw notAuthentic();
    }
    try {
      return gcm(Cipher.DECRYPT_MODE, contentKey, nonce, aad).doFinal(ciphertext);
    } catch (AEADBadTagException e) {
      throw notAuthentic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SunJCE has AES-GCM", e);
    }
  }

  static EnvelopeException notAuthentic() {
    return new EnvelopeException(
        EnvelopeException.Reason.NOT_AUTHENTIC,
        "the envelope was changed, or belongs to other associated data or to another key");
  }

  private static Cipher gcm(int mode, byte[] contentKey, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    byte[] key = hmac(contentKey, "HealthChain/envelope/v1/aes-256-gcm");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    Arrays.fill(key, (byte) 0);
    cipher.updateAAD(aad);
    return cipher;
  }

  private static byte[] hmac(byte[] key, String label) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(label.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
