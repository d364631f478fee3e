package org.healthchain.crypto.groupsignature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.ScalarField;

/**
 * Signs straight by the definition, with plain numbers and no short cuts, as an oracle for {@link
 * MemberSigner}; and as a member that cheats: it may change points before the challenge is
 * computed.
 */
final class DefinitionSigner {
  /** The secrets of one signature, in the order in which {@link MemberSigner} draws them. */
  record Witness(
      BigInteger alpha,
      BigInteger r,
      BigInteger kAlpha,
      BigInteger kY,
      BigInteger kX,
      BigInteger kR,
      BigInteger kDelta) {}

  private final GroupPublicKey group;
  private final G1Point a;
  private final BigInteger x;
  private final BigInteger y;

  DefinitionSigner(GroupPublicKey group, G1Point a, BigInteger x, BigInteger y) {
    this.group = group;
    this.a = a;
    this.x = x;
    this.y = y;
  }

  /** Reads the secrets of a member's key from its encoding, as its owner can. */
  static DefinitionSigner of(MemberKey key) throws GroupSignatureException {
    byte[] bytes = key.toBytes();
    int credentialAt = bytes.length - Credential.BYTES;
    byte[] y = java.util.Arrays.copyOfRange(bytes, credentialAt - 32, credentialAt);
    Credential credential =
        Credential.fromBytes(java.util.Arrays.copyOfRange(bytes, credentialAt, bytes.length));
    G1Point a = point(key.group(), credential.a());
    return new DefinitionSigner(key.group(), a, credential.x(), new BigInteger(1, y));
  }

  private static G1Point point(GroupPublicKey group, G1Point point) {
    try {
      return group.curve().decodeG1(point.compressed(), Curve.Identity.ALLOWED);
    } catch (org.healthchain.crypto.curve.InvalidPointException e) {
      throw new AssertionError(e);
    }
  }

  Witness randomWitness(SeededRandom random) {
    return new Witness(
        scalar(random),
        scalar(random),
        scalar(random),
        scalar(random),
        scalar(random),
        scalar(random),
        scalar(random));
  }

  private static BigInteger scalar(SeededRandom random) {
    return new BigInteger(254, random);
  }

  byte[] sign(byte[] message, Witness witness) {
    return sign(message, witness, UnaryOperator.identity());
  }

  /** Signs, with the ten encoded points passed through {@code cheat} before they are hashed. */
  byte[] sign(byte[] message, Witness v, UnaryOperator<List<byte[]>> cheat) {
    List<byte[]> points = new ArrayList<>();
    points(v).forEach(point -> points.add(point.uncompressed()));
    List<byte[]> sent = cheat.apply(points);
    BigInteger c = Claim.challengeOf(Claim.statement(group, group.epoch(), message), sent);
    BigInteger delta = v.r().multiply(v.alpha());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sent.forEach(out::writeBytes);
    BigInteger[][] responses = {
      {v.kAlpha(), v.alpha()}, {v.kY(), y}, {v.kX(), x}, {v.kR(), v.r()}, {v.kDelta(), delta}
    };
    for (BigInteger[] response : responses) {
      BigInteger s = response[0].add(c.multiply(response[1])).mod(Curve.ORDER);
      out.writeBytes(ScalarField.toBytes(s));
    }
    return out.toByteArray();
  }

  private List<G1Point> points(Witness v) {
    Bases bases = group.parameters().bases();
    G1Point h = group.opener().h();
    G1Point y1 = bases.h1().multiply(y);
    G1Point b = group.epochBase().add(y1);
    G1Point aPrime = a.multiply(v.r());
    G1Point c1 = bases.g().multiply(v.alpha());
    G1Point c2 = y1.add(h.multiply(v.alpha()));
    return List.of(
        aPrime,
        b.multiply(v.r()).subtract(aPrime.multiply(x)),
        c1,
        bases.gBar().multiply(v.alpha()),
        c2,
        bases.g().multiply(v.kAlpha()),
        bases.gBar().multiply(v.kAlpha()),
        bases.h1().multiply(v.kY()).add(h.multiply(v.kAlpha())),
        group
            .epochBase()
            .add(c2)
            .multiply(v.kR())
            .subtract(aPrime.multiply(v.kX()))
            .subtract(h.multiply(v.kDelta())),
        c1.multiply(v.kR()).subtract(bases.g().multiply(v.kDelta())));
  }
}
