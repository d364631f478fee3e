package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.ALREADY_REGISTERED;
import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.WRONG_GROUP;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * The issuing key γ: admits members and carries the rest over when somebody is revoked. It can
 * neither open signatures nor sign in a member's name, since it never sees y. Safe for many threads
 * (but see {@link #admit}); once destroyed, whatever needs γ throws {@link IllegalStateException}.
 */
public final class IssuingKey extends RoleKey<IssuerPublicKey> {
  /** Length of the nonce that a join request answers, in bytes. */
  public static final int NONCE_BYTES = 32;

  private IssuingKey(IssuerPublicKey publicKey, SecretScalar gamma) throws GroupSignatureException {
    super(
        ObjectKind.ISSUING_KEY,
        publicKey,
        gamma,
        publicKey.parameters().curve().g2Generator().multiply(gamma).equals(publicKey.w()));
  }

  /** Draws γ and proves its knowledge: w = g2^γ. */
  public static IssuingKey generate(GroupParameters parameters, SecureRandom random) {
    Curve curve = parameters.curve();
    SecretScalar gamma = SecretScalar.random(random);
    var w = curve.g2Generator().multiply(gamma);
    KnowledgeProof proof =
        KnowledgeProof.prove(
            IssuerPublicKey.statement(parameters, w),
            gamma,
            random,
            k -> curve.g2Generator().multiply(k).compressed());
    try {
      return new IssuingKey(new IssuerPublicKey(parameters, w, proof), gamma);
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("a proof of our own does not verify", e);
    }
  }

  /** Reads {@link #toBytes()}. */
  public static IssuingKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static IssuingKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.ISSUING_KEY, IssuingKey::read);
  }

  private static IssuingKey read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    return new IssuingKey(IssuerPublicKey.read(in), in.secret());
  }

  /** A fresh nonce for one join request; the issuer remembers it until the request comes. */
  public static byte[] newNonce(SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return nonce;
  }

  /**
   * Admits a member: checks its proof and issues the credential A = (G_e·Y)^(1/(γ+x)) with a fresh
   * x (Boneh, Boyen, Shacham 2004 §8; Delerablée, Pointcheval 2006). The long-term signature in the
   * request is for the caller to check, who knows the member's long-term key. Requests are to be
   * handled one after the other: the proof's extractor rewinds.
   *
   * @param group the group in its present epoch
   * @param nonce the nonce given to this member, used once
   * @param registered everybody ever registered, revoked members included
   * @throws GroupSignatureException BAD_PROOF, WRONG_NONCE, ALREADY_REGISTERED or WRONG_GROUP
   */
  public Credential admit(
      GroupPublicKey group,
      JoinRequest request,
      byte[] nonce,
      Registry registered,
      SecureRandom random)
      throws GroupSignatureException {
    requireOwn(group);
    request.verify(group, nonce);
    Registration newcomer = request.registration();
    if (registered.find(newcomer.memberId()).isPresent()
        || registered.find(newcomer.memberPublic()).isPresent()) {
      throw new GroupSignatureException(ALREADY_REGISTERED, "name or key is registered already");
    }
    return issue(group, newcomer.memberPublic(), random);
  }

  /**
   * Revokes everybody who is not in {@code remaining}: the next epoch, with a new credential for
   * each of those. Publish it on the ledger; it holds no secret.
   *
   * @param group the group in its present epoch
   * @param remaining who stays
   * @throws GroupSignatureException WRONG_GROUP
   * @throws ArithmeticException after the last epoch, 2^31 − 1
   */
  public EpochUpdate nextEpoch(GroupPublicKey group, Registry remaining, SecureRandom random)
      throws GroupSignatureException {
    requireOwn(group);
    GroupPublicKey next = group.atEpoch(Math.addExact(group.epoch(), 1));
    List<EpochUpdate.Entry> entries = new ArrayList<>();
    for (Registration member : remaining.entries()) {
      G1Point memberPublic = member.memberPublic();
      entries.add(new EpochUpdate.Entry(memberPublic, issue(next, memberPublic, random)));
    }
    return new EpochUpdate(next.groupId(), next.epoch(), entries);
  }

  private Credential issue(GroupPublicKey group, G1Point memberPublic, SecureRandom random) {
    while (true) {
      SecretScalar x = SecretScalar.random(random);
      SecretScalar sum = secret().add(x);
      if (!sum.isZero()) {
        SecretScalar inverse = sum.invert();
        G1Point a = group.epochBase().add(memberPublic).multiply(inverse);
        sum.destroy();
        inverse.destroy();
        if (!a.isIdentity()) {
          return new Credential(a, x.reveal());
        }
      }
    }
  }

  private void requireOwn(GroupPublicKey group) throws GroupSignatureException {
    if (!group.issuer().equals(publicKey())) {
      throw new GroupSignatureException(WRONG_GROUP, "the group has another issuer");
    }
  }
}
