package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.ScalarField;
import org.healthchain.crypto.curve.SecretScalar;
import org.jspecify.annotations.Nullable;

/**
 * Makes signatures, and checks each before anybody sees it ({@code adr/0004}): a BBS credential
 * shown as by Camenisch, Drijvers, Lehmann 2016 §4.5, its key Y encrypted as in TDH2 (Shoup,
 * Gennaro 1998), both tied by one Schnorr proof. With α, r random, δ = rα, B = G_e·Y:
 *
 * <pre>
 * A' = A^r            Ā = B^r·A'^(−x)         C1 = g^α     C̄1 = ḡ^α     C2 = Y·H^α
 * R1 = g^kα           R̄1 = ḡ^kα               R2 = h1^ky·H^kα
 * R3 = A'^(−kx)·(G_e·C2)^kr·H^(−kδ)           R4 = C1^kr·g^(−kδ)
 * c  = hash(label, gpk, e, M, A', Ā, C1, C̄1, C2, R1, R̄1, R2, R3, R4)
 * s  = k + c·secret for α, y, x, r, δ
 * </pre>
 *
 * <p>Since the signer knows all exponents, every power is one of a base known beforehand: with t =
 * α·kr − kδ, R3 = A^(−r·kx)·B^kr·H^t and R4 = g^t; and Ā = B^r·A^(−r·x). Fourteen powers in all.
 *
 * <p>The witness (α, y, x, r, δ) with δ = rα proven by R4 is that of the full proof; shorter forms
 * of it are known to lose chosen-ciphertext anonymity.
 */
final class MemberSigner {
  private final GroupPublicKey group;
  private final MemberSecret secret;
  private final G1Point a;
  private final G1Point b;
  private final SecretScalar x;

  /** Built with the first signature; guarded by this. */
  private @Nullable SigningTables tables;

  MemberSigner(GroupPublicKey group, MemberSecret secret, Credential credential) {
    this(group, secret, credential, null);
  }

  /** With tables that stand already, if there are any. */
  MemberSigner(
      GroupPublicKey group,
      MemberSecret secret,
      Credential credential,
      @Nullable SigningTables tables) {
    this.tables = tables;
    this.group = group;
    this.secret = secret;
    this.a = credential.a();
    this.b = group.epochBase().add(secret.memberPublic());
    this.x = SecretScalar.of(credential.x());
  }

  synchronized SigningTables tables() {
    if (tables == null) {
      tables = SigningTables.of(group, a, b);
    }
    return tables;
  }

  /**
   * Signs.
   *
   * @throws IllegalStateException if the signature does not satisfy its equations: a fault of the
   *     machine, or of an attacker's making. Nothing of it is given out
   */
  GroupSignature sign(byte[] message, SecureRandom random) {
    GroupSignature signature = make(message, random);
    SignedMessage signed = new SignedMessage(group.epoch(), message, new byte[0]);
    if (!WeightedEquations.holdInG1(group, Claim.of(group, 0, signed, signature), tables())) {
      throw new IllegalStateException("a signature of our own does not satisfy its equations");
    }
    return signature;
  }

  private GroupSignature make(byte[] message, SecureRandom random) {
    SigningTables base = tables();
    Transcript statement = Claim.statement(group, group.epoch(), message);
    try (Nonces nonces = new Nonces(random, secret.y(), statement.fork().finish())) {
      SecretScalar alpha = nonces.next();
      SecretScalar r = nonces.next();
      SecretScalar kAlpha = nonces.next();
      SecretScalar kY = nonces.next();
      SecretScalar kX = nonces.next();
      SecretScalar kR = nonces.next();
      SecretScalar kDelta = nonces.next();
      SecretScalar delta = nonces.keep(r.multiply(alpha));
      SecretScalar t = nonces.keep(alpha.multiply(kR).subtract(kDelta));

      G1Point aPrime = base.a().multiply(r);
      G1Point aBar = base.b().multiply(r).subtract(base.a().multiply(nonces.keep(r.multiply(x))));
      G1Point c1 = base.g().multiply(alpha);
      G1Point c1Bar = base.gBar().multiply(alpha);
      G1Point c2 = secret.memberPublic().add(base.openerKey().multiply(alpha));
      G1Point r1 = base.g().multiply(kAlpha);
      G1Point r1Bar = base.gBar().multiply(kAlpha);
      G1Point r2 = base.h1().multiply(kY).add(base.openerKey().multiply(kAlpha));
      G1Point r3 =
          base.b()
              .multiply(kR)
              .add(base.openerKey().multiply(t))
              .subtract(base.a().multiply(nonces.keep(r.multiply(kX))));
      G1Point r4 = base.g().multiply(t);

      List<byte[]> points =
          Stream.of(aPrime, aBar, c1, c1Bar, c2, r1, r1Bar, r2, r3, r4)
              .map(G1Point::uncompressed)
              .toList();
      SecretScalar c = SecretScalar.of(Claim.challengeOf(statement, points));
      List<BigInteger> responses =
          List.of(
              response(kAlpha, c, alpha),
              response(kY, c, secret.y()),
              response(kX, c, x),
              response(kR, c, r),
              response(kDelta, c, delta));
      return assemble(points, responses);
    }
  }

  private static BigInteger response(SecretScalar k, SecretScalar c, SecretScalar secret) {
    return k.add(c.multiply(secret)).reveal();
  }

  private GroupSignature assemble(List<byte[]> points, List<BigInteger> responses) {
    ByteBuffer wire = ByteBuffer.allocate(GroupSignature.WIRE_BYTES);
    points.forEach(wire::put);
    responses.forEach(scalar -> wire.put(ScalarField.toBytes(scalar)));
    try {
      return GroupSignature.fromBytes(wire.array(), group.curve());
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("a signature of our own has no valid form", e);
    }
  }
}
