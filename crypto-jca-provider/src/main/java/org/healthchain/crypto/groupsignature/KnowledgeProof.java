package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * A Schnorr proof of knowledge of one scalar z, in the short form (c, s), 64 bytes.
 *
 * <p>Prover: R = b^k for each base b, c = hash(statement, R...), s = k + c·z. Verifier: R' =
 * b^s·P^(−c), accepts iff c = hash(statement, R'...). With two bases and one z it proves that two
 * discrete logarithms are equal (Chaum, Pedersen 1992).
 *
 * @param challenge c, in [0, r)
 * @param response s, in [0, r)
 */
record KnowledgeProof(BigInteger challenge, BigInteger response) {
  /** Length of the encoding: c then s, 32 bytes each. */
  static final int BYTES = 2 * SecretScalar.BYTES;

  /**
   * Proves.
   *
   * @param statement all that is public; not consumed
   * @param commitments the encoding of b^k for every base b, given k
   */
  static KnowledgeProof prove(
      Transcript statement,
      SecretScalar secret,
      SecureRandom random,
      Function<SecretScalar, byte[]> commitments) {
    try (Nonces nonces = new Nonces(random, secret, statement.fork().finish())) {
      SecretScalar k = nonces.next();
      BigInteger c = challenge(statement, commitments.apply(k));
      return new KnowledgeProof(c, k.add(SecretScalar.of(c).multiply(secret)).reveal());
    }
  }

  /** Verifies, given the encoding of b^s·P^(−c) for every base b. Not consumed: the statement. */
  boolean holds(Transcript statement, byte[] recomputed) {
    return challenge.equals(challenge(statement, recomputed));
  }

  /** base^s·image^(−c): the commitment as the verifier sees it. */
  byte[] recompute(Curve curve, G1Point base, G1Point image) {
    return curve.multiExp(List.of(base, image), List.of(response, challenge.negate())).compressed();
  }

  private static BigInteger challenge(Transcript statement, byte[] commitments) {
    return statement.fork().append("R", commitments).challenge();
  }
}
