package org.healthchain.crypto.groupsignature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * Hedged one-time scalars: HMAC-SHA-512 over the long-term secret and the statement, keyed by fresh
 * randomness.
 *
 * <p>With good randomness they are uniform; with bad or repeated randomness they are still those of
 * a deterministic signature, different for every message, and so never give the secret away
 * (Aranha, Orlandi, Takahashi, Zaverucha 2020). Closing wipes every scalar handed out.
 */
final class Nonces implements AutoCloseable {
  private static final String HMAC = "HmacSHA512";
  private static final int SEED_BYTES = 64;

  private final Mac mac;
  private final List<SecretScalar> handedOut = new ArrayList<>();
  private int counter;

  /**
   * Seeds the sequence.
   *
   * @param statement digest of all that is proven, the message included
   */
  Nonces(SecureRandom random, SecretScalar secret, byte[] statement) {
    byte[] fresh = new byte[SEED_BYTES];
    random.nextBytes(fresh);
    byte[] secretBytes = secret.toBytes();
    byte[] seed = null;
    try {
      Mac extract = keyed(fresh);
      extract.update("HealthChain/BBS-GS/v1/nonces".getBytes(StandardCharsets.US_ASCII));
      extract.update(secretBytes);
      seed = extract.doFinal(statement);
      mac = keyed(seed);
    } finally {
      Arrays.fill(fresh, (byte) 0);
      Arrays.fill(secretBytes, (byte) 0);
      if (seed != null) {
        Arrays.fill(seed, (byte) 0);
      }
    }
  }

  /** The next scalar, uniform in [1, r). */
  SecretScalar next() {
    while (true) {
      byte[] wide = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(counter++).array());
      SecretScalar scalar = SecretScalar.fromWideBytes(wide);
      Arrays.fill(wide, (byte) 0);
      if (!scalar.isZero()) {
        return keep(scalar);
      }
    }
  }

  /** Wipes the scalar on close, as if it had been handed out. */
  SecretScalar keep(SecretScalar scalar) {
    handedOut.add(scalar);
    return scalar;
  }

  @Override
  public void close() {
    handedOut.forEach(SecretScalar::destroy);
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-512", e);
    }
  }
}
