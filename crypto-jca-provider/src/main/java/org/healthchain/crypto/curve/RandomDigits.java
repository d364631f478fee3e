package org.healthchain.crypto.curve;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Unpredictable small numbers in bulk: the stream of AES-128 in counter mode under a fresh key. */
final class RandomDigits {
  private static final SecureRandom SEEDS = new SecureRandom();
  private static final int KEY_BYTES = 16;
  private static final long UNSIGNED = 0xffffffffL;

  private final Cipher stream;

  RandomDigits() {
    byte[] key = new byte[KEY_BYTES];
    SEEDS.nextBytes(key);
    try {
      stream = Cipher.getInstance("AES/CTR/NoPadding");
      stream.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[KEY_BYTES]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES", e);
    }
  }

  /**
   * Numbers in [−bound/2, bound/2] for an odd bound, each value with a probability of at most (1 +
   * bound/2^32)/bound.
   *
   * @param bound odd, below 2^16
   */
  int[] balanced(int count, int bound) {
    IntBuffer words = ByteBuffer.wrap(stream.update(new byte[count * Integer.BYTES])).asIntBuffer();
    int[] digits = new int[count];
    for (int i = 0; i < count; i++) {
      digits[i] = (int) (((words.get(i) & UNSIGNED) * bound) >>> Integer.SIZE) - bound / 2;
    }
    return digits;
  }
}
