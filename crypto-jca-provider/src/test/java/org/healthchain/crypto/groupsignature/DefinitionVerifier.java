package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.ScalarField;

/**
 * Verifies straight by the definition, one equation after the other and without any randomness: the
 * naive oracle for {@link BatchVerifier}.
 */
final class DefinitionVerifier {
  private DefinitionVerifier() {}

  static boolean verify(GroupPublicKey group, byte[] message, byte[] signature) {
    if (signature.length != GroupSignature.WIRE_BYTES) {
      return false;
    }
    List<byte[]> encodings = new ArrayList<>();
    List<G1Point> p = new ArrayList<>();
    List<BigInteger> s = new ArrayList<>();
    try {
      for (int i = 0; i < GroupSignature.POINTS; i++) {
        encodings.add(Arrays.copyOfRange(signature, i * 96, i * 96 + 96));
        p.add(group.curve().decodeG1(encodings.get(i), Curve.Identity.REFUSED));
      }
      for (int i = 0; i < GroupSignature.SCALARS; i++) {
        int at = 960 + 32 * i;
        s.add(ScalarField.decode(Arrays.copyOfRange(signature, at, at + 32)));
      }
    } catch (InvalidPointException e) {
      return false;
    }
    Transcript statement = Claim.statement(group, group.epoch(), message);
    BigInteger c = Claim.challengeOf(statement, encodings);
    return schnorr(group, p, s, c)
        && group
            .curve()
            .pairingProductIsOne(
                List.of(p.get(0), p.get(1).negate()),
                List.of(group.issuer().w(), group.curve().g2Generator()));
  }

  private static boolean schnorr(
      GroupPublicKey group, List<G1Point> p, List<BigInteger> s, BigInteger c) {
    Bases b = group.parameters().bases();
    G1Point h = group.opener().h();
    BigInteger sAlpha = s.get(0);
    BigInteger sY = s.get(1);
    BigInteger sX = s.get(2);
    BigInteger sR = s.get(3);
    BigInteger sDelta = s.get(4);
    G1Point gE = b.g1().add(b.h2().multiply(BigInteger.valueOf(group.epoch())));
    boolean first = b.g().multiply(sAlpha).equals(p.get(5).add(p.get(2).multiply(c)));
    boolean second = b.gBar().multiply(sAlpha).equals(p.get(6).add(p.get(3).multiply(c)));
    boolean third =
        b.h1().multiply(sY).add(h.multiply(sAlpha)).equals(p.get(7).add(p.get(4).multiply(c)));
    boolean fourth =
        gE.add(p.get(4))
            .multiply(sR)
            .subtract(p.get(0).multiply(sX))
            .subtract(h.multiply(sDelta))
            .equals(p.get(8).add(p.get(1).multiply(c)));
    boolean fifth = p.get(2).multiply(sR).subtract(b.g().multiply(sDelta)).equals(p.get(9));
    return first && second && third && fourth && fifth;
  }
}
