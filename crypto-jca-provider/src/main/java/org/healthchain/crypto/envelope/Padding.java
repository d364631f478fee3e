package org.healthchain.crypto.envelope;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * u32 length ‖ plaintext ‖ zeros, up to the next of 512, 1024, 2048, ... bytes, so that the size of
 * an envelope tells little of its content (NFR-1).
 */
final class Padding {
  static final int SMALLEST_BUCKET_BYTES = 512;
  static final int LARGEST_BUCKET_BYTES = 1 << 20;
  static final int MAX_PLAINTEXT_BYTES = LARGEST_BUCKET_BYTES - Integer.BYTES;

  private Padding() {}

  static byte[] pad(byte[] plaintext) {
    if (plaintext.length > MAX_PLAINTEXT_BYTES) {
      throw new IllegalArgumentException(
          "a plaintext has at most " + MAX_PLAINTEXT_BYTES + " bytes");
    }
    int bucket = bucketFor(plaintext.length);
    return ByteBuffer.allocate(bucket).putInt(plaintext.length).put(plaintext).array();
  }

  /** Undoes {@link #pad}; only the one padding that pad would have made is taken. */
  static byte[] unpad(byte[] padded) throws EnvelopeException {
    int length = padded.length < Integer.BYTES ? -1 : ByteBuffer.wrap(padded).getInt();
    if (length < 0 || length > MAX_PLAINTEXT_BYTES || bucketFor(length) != padded.length) {
      throw ContentCipher.notAuthentic();
    }
    int end = Integer.BYTES + length;
    int rest = 0;
    for (int i = end; i < padded.length; i++) {
      rest |= padded[i];
    }
    if (rest != 0) {
      throw ContentCipher.notAuthentic();
    }
    return Arrays.copyOfRange(padded, Integer.BYTES, end);
  }

  static int bucketFor(int plaintextBytes) {
    int bucket = SMALLEST_BUCKET_BYTES;
    while (bucket - Integer.BYTES < plaintextBytes) {
      bucket *= 2;
    }
    return bucket;
  }

  static boolean isBucket(int bytes) {
    return bytes >= SMALLEST_BUCKET_BYTES
        && bytes <= LARGEST_BUCKET_BYTES
        && Integer.bitCount(bytes) == 1;
  }
}
