package org.healthchain.crypto.votes;

import java.security.SecureRandom;
import javax.security.auth.Destroyable;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * A voter's secret key sk, uniform in [1, r). Signing is one multiplication by it, constant time
 * with the native backend. Safe for many threads.
 */
public final class VoteSecretKey implements Destroyable {
  private final SecretScalar secret;

  private VoteSecretKey(SecretScalar secret) {
    this.secret = secret;
  }

  /** Draws a fresh key. */
  public static VoteSecretKey generate(SecureRandom random) {
    return new VoteSecretKey(SecretScalar.random(random));
  }

  /**
   * Reads 32 big-endian bytes.
   *
   * @throws InvalidPointException unless they encode a number in [1, r)
   */
  public static VoteSecretKey fromBytes(byte[] encoding) throws InvalidPointException {
    SecretScalar secret = SecretScalar.fromBytes(encoding);
    if (secret.isZero()) {
      throw new InvalidPointException("a secret key of zero");
    }
    return new VoteSecretKey(secret);
  }

  /** 32 bytes; the caller wipes them. */
  public byte[] toBytes() {
    return secret.toBytes();
  }

  /** The key pk = sk·g2 that belongs to this one. */
  public VotePublicKey publicKey() {
    return new VotePublicKey(Curves.get().g2Generator().multiply(secret));
  }

  /**
   * The vote sk·H(message): to be added to others' on the same message. The caller's message names
   * chain, epoch and what is voted for.
   */
  public VoteSignature sign(byte[] message) {
    return sign(message, VoteSignatures.VOTE_TAG);
  }

  /**
   * Proves that its owner knows the secret: a signature on the public key under a tag of its own
   * (48 bytes).
   */
  public byte[] proofOfPossession() {
    return sign(publicKey().toBytes(), VoteSignatures.POSSESSION_TAG).toBytes();
  }

  private VoteSignature sign(byte[] message, String tag) {
    Curve curve = Curves.get();
    return new VoteSignature(curve.hashToG1(message, tag).multiply(secret));
  }

  @Override
  public void destroy() {
    secret.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return secret.isDestroyed();
  }

  @Override
  public String toString() {
    return "VoteSecretKey[…]";
  }
}
