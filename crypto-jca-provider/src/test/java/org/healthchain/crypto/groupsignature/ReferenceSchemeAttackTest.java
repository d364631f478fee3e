package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.junit.jupiter.api.Test;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;
import supranational.blst.PT;

/**
 * Why the scheme behind Healthchain §5 (Ho, Yen, Tseng 2015) was not taken. As far as it can be
 * recovered (from public descriptions and programs that cite it; the article itself was not at
 * hand):
 *
 * <pre>
 * keys    D = d·P1, S = s·P2, U = u·P1        member: x, Z = (d − x)/(s·x)·P1
 * sign    C1 = k·P1, C2 = x·Z + k·U, Q = e(U, S)^k, c = hash(M, C1, C2, Q), w = k·c + x
 * verify  Q' = e(C2, S)·e(P1, P2)^w / e(c·C1 + D, P2), c = hash(M, C1, C2, Q')
 * open    x·Z = C2 − u·C1
 * </pre>
 *
 * <p>Anybody can sign without a key, and anybody can tell which signatures are of one member. The
 * same attempts against ours fail.
 */
class ReferenceSchemeAttackTest {
  private static final Curve CURVE = Curves.get();
  private static final SecureRandom RANDOM = new SeededRandom("reference scheme");

  private final ReferenceScheme scheme = new ReferenceScheme();

  @Test
  void theModelWorksAsItsAuthorsMeantIt() {
    Member member = scheme.enroll();
    ReferenceSignature signature = scheme.sign(member, bytes("message"));
    assertThat(scheme.verify(bytes("message"), signature)).isTrue();
    assertThat(scheme.verify(bytes("another"), signature)).isFalse();
    assertThat(scheme.open(signature)).isEqualTo(member.z().multiply(member.x()));
  }

  /** With w = c·k + t the challenge cancels in Q', so it can be computed before c is known. */
  @Test
  void anybodySignsWithoutAKey() {
    BigInteger k = scalar();
    BigInteger t = scalar();
    G1Point c1 = CURVE.g1Generator().multiply(k);
    G1Point c2 = CURVE.g1Generator().multiply(scalar());
    byte[] q = scheme.pairings(c2, CURVE.g1Generator().multiply(t).subtract(scheme.d));
    BigInteger c = ReferenceScheme.hash(bytes("forged"), c1, c2, q);
    ReferenceSignature forged =
        new ReferenceSignature(c1, c2, c, c.multiply(k).add(t).mod(Curve.ORDER));
    assertThat(scheme.verify(bytes("forged"), forged)).isTrue();
  }

  /** w·P1 − c·C1 = x·P1, the same in every signature of a member. */
  @Test
  void anybodyLinksAMembersSignatures() {
    Member one = scheme.enroll();
    Member two = scheme.enroll();
    G1Point first = fingerprint(scheme.sign(one, bytes("a")));
    G1Point second = fingerprint(scheme.sign(one, bytes("b")));
    G1Point third = fingerprint(scheme.sign(two, bytes("c")));
    assertThat(first).isEqualTo(second).isNotEqualTo(third);
  }

  /**
   * The like against ours: s·base − c·point for every response and every base gives the commitment
   * R, fresh each time, and nothing that comes back.
   */
  @Test
  void theLinkDoesNotExistInOurs() {
    TestGroup group = TestGroup.of("ours", "north");
    MemberKey north = group.member("north");
    Bases b = group.group.parameters().bases();
    Set<String> encodings = new HashSet<>();
    int expected = 0;
    for (int i = 0; i < 6; i++) {
      byte[] message = bytes("m" + i);
      GroupSignature signature = north.sign(message);
      Claim claim =
          Claim.of(group.group, 0, new SignedMessage(0, message, signature.wire()), signature);
      for (G1Point base : List.of(b.g(), b.gBar(), b.h1(), group.group.opener().h())) {
        for (BigInteger s : claim.scalars()) {
          for (G1Point point : claim.points()) {
            G1Point link = base.multiply(s).subtract(point.multiply(claim.c()));
            encodings.add(HexFormat.of().formatHex(link.compressed()));
            expected++;
          }
        }
      }
    }
    assertThat(encodings).hasSize(expected);
  }

  /** The forger's trick against ours: commitments computed backwards from a challenge of choice. */
  @Test
  void theForgeryDoesNotCarryOverToOurs() {
    TestGroup group = TestGroup.of("ours", "north");
    byte[] valid = group.member("north").sign(bytes("valid")).wire();
    assertThat(group.group.verify(bytes("forged"), valid)).isFalse();
    DefinitionSigner keyless =
        new DefinitionSigner(
            group.group, CURVE.g1Generator().multiply(scalar()), scalar(), scalar());
    SeededRandom random = new SeededRandom("keyless");
    byte[] forged = keyless.sign(bytes("forged"), keyless.randomWitness(random));
    assertThat(group.group.verify(bytes("forged"), forged)).isFalse();
  }

  private static G1Point fingerprint(ReferenceSignature signature) {
    return CURVE
        .g1Generator()
        .multiply(signature.w())
        .subtract(signature.c1().multiply(signature.c()));
  }

  private static BigInteger scalar() {
    return new BigInteger(250, RANDOM);
  }

  private record Member(BigInteger x, G1Point z) {}

  private record ReferenceSignature(G1Point c1, G1Point c2, BigInteger c, BigInteger w) {}

  /** The recovered scheme; P1 and P2 are the curve's generators. */
  private static final class ReferenceScheme {
    private final BigInteger dSecret = scalar();
    private final BigInteger sSecret = scalar();
    private final BigInteger uSecret = scalar();
    private final G1Point d = CURVE.g1Generator().multiply(dSecret);
    private final byte[] s = CURVE.g2Generator().multiply(sSecret).compressed();
    private final G1Point u = CURVE.g1Generator().multiply(uSecret);

    Member enroll() {
      BigInteger x = scalar();
      BigInteger z = dSecret.subtract(x).multiply(sSecret.multiply(x).modInverse(Curve.ORDER));
      return new Member(x, CURVE.g1Generator().multiply(z));
    }

    ReferenceSignature sign(Member member, byte[] message) {
      BigInteger k = scalar();
      G1Point c1 = CURVE.g1Generator().multiply(k);
      G1Point c2 = member.z().multiply(member.x()).add(u.multiply(k));
      byte[] q = pairings(u.multiply(k), CURVE.g1Identity());
      BigInteger c = hash(message, c1, c2, q);
      return new ReferenceSignature(c1, c2, c, k.multiply(c).add(member.x()).mod(Curve.ORDER));
    }

    boolean verify(byte[] message, ReferenceSignature signature) {
      G1Point rest =
          CURVE
              .g1Generator()
              .multiply(signature.w())
              .subtract(signature.c1().multiply(signature.c()))
              .subtract(d);
      byte[] q = pairings(signature.c2(), rest);
      return hash(message, signature.c1(), signature.c2(), q).equals(signature.c());
    }

    G1Point open(ReferenceSignature signature) {
      return signature.c2().subtract(signature.c1().multiply(uSecret));
    }

    /** e(left, S)·e(right, P2). */
    byte[] pairings(G1Point left, G1Point right) {
      PT product = new PT(new P2_Affine(s), new P1_Affine(left.compressed()));
      if (!right.isIdentity()) {
        byte[] p2 = CURVE.g2Generator().compressed();
        product.mul(new PT(new P2_Affine(p2), new P1_Affine(right.compressed())));
      }
      return product.final_exp().to_bendian();
    }

    static BigInteger hash(byte[] message, G1Point c1, G1Point c2, byte[] q) {
      return Transcript.of("reference scheme")
          .append("M", message)
          .append("C1", c1.compressed())
          .append("C2", c2.compressed())
          .append("Q", q)
          .challenge();
    }
  }
}
