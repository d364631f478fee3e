package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Odd weights of 128 bits for the small exponents test, from a fresh seed for every test: nobody
 * who made the batch can know them. SHA-512(seed ‖ counter) gives four at a time.
 */
final class Weights {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int WEIGHT_BYTES = 16;
  private static final int SEED_BYTES = 32;

  private final MessageDigest digest;
  private final byte[] seed = new byte[SEED_BYTES];
  private byte[] block = {};
  private int offset;
  private int counter;

  Weights() {
    try {
      digest = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
    RANDOM.nextBytes(seed);
  }

  BigInteger next() {
    if (offset == block.length) {
      digest.update(seed);
      block = digest.digest(ByteBuffer.allocate(Integer.BYTES).putInt(counter++).array());
      offset = 0;
    }
    byte[] weight = Arrays.copyOfRange(block, offset, offset + WEIGHT_BYTES);
    offset += WEIGHT_BYTES;
    return new BigInteger(1, weight).setBit(0); // never zero; 127 bits of chance
  }

  /** An odd weight of 64 bits. */
  BigInteger nextShort() {
    return next().shiftRight(Long.SIZE).setBit(0);
  }
}
