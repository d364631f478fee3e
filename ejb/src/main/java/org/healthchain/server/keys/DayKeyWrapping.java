package org.healthchain.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.healthchain.crypto.envelope.EnvelopeKeys;

/**
 * Wraps the private halves of the day keys for the database: nonce (12 bytes) ‖ AES-256-GCM of the
 * PKCS#8 encoding, with the key id as associated data, so that rows cannot be swapped. The wrapping
 * key lives in the manager's key store.
 */
final class DayKeyWrapping {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String LABEL = "HealthChain/day-key/v1/";

  private final SecretKey wrappingKey;
  private final SecureRandom random;

  DayKeyWrapping(SecretKey wrappingKey, SecureRandom random) {
    this.wrappingKey = wrappingKey;
    this.random = random;
  }

  byte[] wrap(String keyId, PrivateKey privateKey) {
    byte[] encoded = privateKey.getEncoded();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, keyId).doFinal(encoded);
      byte[] wrapped = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, wrapped, NONCE_BYTES, sealed.length);
      return wrapped;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to wrap a day key", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /**
   * @throws GeneralSecurityException if the row was altered or belongs to another wrapping key
   */
  PrivateKey unwrap(String keyId, byte[] wrapped) throws GeneralSecurityException {
    if (wrapped.length <= NONCE_BYTES) {
      throw new GeneralSecurityException("wrapped key too short");
    }
    byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
    byte[] encoded =
        cipher(Cipher.DECRYPT_MODE, nonce, keyId)
            .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
    try {
      return EnvelopeKeys.readPrivate(encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String keyId) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, wrappingKey, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((LABEL + keyId).getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
