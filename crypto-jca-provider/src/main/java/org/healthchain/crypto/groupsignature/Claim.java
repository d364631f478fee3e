package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.util.List;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.UncheckedG1;

/**
 * A signature whose points lie in G1, with its challenge: what is left to check are the equations.
 *
 * @param index place in the batch
 * @param epoch e
 * @param c the challenge
 * @param points A', Ā, C1, C̄1, C2, R1, R̄1, R2, R3, R4
 * @param scalars sα, sy, sx, sr, sδ
 */
record Claim(int index, int epoch, BigInteger c, List<G1Point> points, List<BigInteger> scalars) {
  /** Builds the claim of a signature whose points have passed the subgroup check. */
  static Claim of(GroupPublicKey group, int index, SignedMessage source, GroupSignature signature) {
    return new Claim(
        index,
        source.epoch(),
        challenge(statement(group, source.epoch(), source.message()), signature.points()),
        signature.checkedPoints(group.curve()),
        signature.scalars());
  }

  /** What is signed: label, gpk, e, M. */
  static Transcript statement(GroupPublicKey group, int epoch, byte[] message) {
    return group.transcript("signature").append("e", epoch).append("M", message);
  }

  /** c = hash(label, gpk, e, M, A', Ā, C1, C̄1, C2, R1, R̄1, R2, R3, R4), uncompressed points. */
  private static BigInteger challenge(Transcript statement, List<UncheckedG1> points) {
    return challengeOf(statement, points.stream().map(UncheckedG1::uncompressed).toList());
  }

  static BigInteger challengeOf(Transcript statement, List<byte[]> uncompressed) {
    for (int i = 0; i < GroupSignature.POINTS; i++) {
      statement.append(NAMES.get(i), uncompressed.get(i));
    }
    return statement.challenge();
  }

  private static final List<String> NAMES =
      List.of("A'", "Abar", "C1", "C1bar", "C2", "R1", "R1bar", "R2", "R3", "R4");
}
