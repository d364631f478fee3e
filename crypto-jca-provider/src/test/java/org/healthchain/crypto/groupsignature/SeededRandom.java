package org.healthchain.crypto.groupsignature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** Reproducible "randomness": SHA-256(seed ‖ counter). For known answers and replayable tests. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] seed;
  private long counter;

  public SeededRandom(String seed) {
    this.seed = seed.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    try {
      for (int offset = 0; offset < bytes.length; offset += 32) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(seed);
        byte[] block = digest.digest(ByteBuffer.allocate(8).putLong(counter++).array());
        System.arraycopy(block, 0, bytes, offset, Math.min(32, bytes.length - offset));
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String getAlgorithm() {
    return "seeded";
  }
}
