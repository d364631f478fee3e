package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.BAD_SIGNATURE;
import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.WRONG_GROUP;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.FixedBase;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * The opening key ξ: tells who signed, with a proof (FR-7). It can neither admit members nor sign.
 * Safe for many threads; once destroyed, opening throws {@link IllegalStateException}.
 *
 * <p>The interface leaves room for t of n openers: each would compute C1^ξj with such a proof.
 */
public final class OpeningKey extends RoleKey<OpenerPublicKey> {
  private OpeningKey(OpenerPublicKey publicKey, SecretScalar xi) throws GroupSignatureException {
    super(
        ObjectKind.OPENING_KEY,
        publicKey,
        xi,
        publicKey.parameters().bases().g().multiply(xi).equals(publicKey.h()));
  }

  /** Draws ξ and proves its knowledge: H = g^ξ. */
  public static OpeningKey generate(GroupParameters parameters, SecureRandom random) {
    G1Point g = parameters.bases().g();
    SecretScalar xi = SecretScalar.random(random);
    G1Point h = g.multiply(xi);
    KnowledgeProof proof =
        KnowledgeProof.prove(
            OpenerPublicKey.statement(parameters, h), xi, random, k -> g.multiply(k).compressed());
    try {
      return new OpeningKey(new OpenerPublicKey(parameters, h, proof), xi);
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("a proof of our own does not verify", e);
    }
  }

  /** Reads {@link #toBytes()}. */
  public static OpeningKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static OpeningKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.OPENING_KEY, OpeningKey::read);
  }

  private static OpeningKey read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    return new OpeningKey(OpenerPublicKey.read(in), in.secret());
  }

  /**
   * Opens: verifies the signature first, then decrypts Y = C2/C1^ξ (ElGamal; TDH2 of Shoup and
   * Gennaro 1998 for the check before) and proves that log_g(H) = log_C1(C2/Y) (Chaum, Pedersen
   * 1992): R = g^k ‖ C1^k, c = hash(gpk, e, M, signature, Y, R), s = k + c·ξ. Look the result up in
   * the {@link Registry}.
   *
   * @param group the group in the epoch of the signature
   * @throws GroupSignatureException BAD_SIGNATURE or WRONG_GROUP
   */
  public Opening open(
      GroupPublicKey group, byte[] message, GroupSignature signature, SecureRandom random)
      throws GroupSignatureException {
    requireOwn(group);
    if (!group.verify(message, signature.wire())) {
      throw new GroupSignatureException(BAD_SIGNATURE, "an invalid signature is not opened");
    }
    return openVerified(group, message, signature, random);
  }

  /**
   * Traces many signatures, of any epochs: verifies them in one batch and decrypts Y = C2/C1^ξ of
   * each that is valid. Without a proof, which costs more than the decryption and is wanted by
   * nobody but a judge: {@link #open} makes it for the few that are held against somebody.
   *
   * @param group the group in any epoch; every message carries its own
   * @param batch at most {@link BatchVerifier#MAX_BATCH} messages
   * @param registry everybody ever registered, revoked members included
   * @return a trace for each message, in their order
   * @throws GroupSignatureException WRONG_GROUP
   */
  public List<Trace> trace(GroupPublicKey group, List<SignedMessage> batch, Registry registry)
      throws GroupSignatureException {
    requireOwn(group);
    Map<ByteBuffer, Registration> members = new HashMap<>();
    registry
        .entries()
        .forEach(member -> members.put(ByteBuffer.wrap(member.memberPublicBytes()), member));
    Map<Integer, GroupSignature> valid = BatchVerifier.of(group).valid(batch);
    List<Trace> traces = new ArrayList<>(Collections.nCopies(batch.size(), Trace.INVALID));
    valid.forEach(
        (index, signature) -> {
          byte[] memberPublic = decrypt(signature, group.curve()).compressed();
          Registration signer = members.get(ByteBuffer.wrap(memberPublic));
          traces.set(index, new Trace(true, Optional.ofNullable(signer)));
        });
    return List.copyOf(traces);
  }

  private void requireOwn(GroupPublicKey group) throws GroupSignatureException {
    if (!group.opener().equals(publicKey())) {
      throw new GroupSignatureException(WRONG_GROUP, "the group has another opener");
    }
  }

  /**
   * The opening alone, of a signature that has verified. Whoever opens what does not verify becomes
   * an oracle for ciphertexts of an attacker's choice, so this is not for others.
   *
   * <p>Two ladders on C1 and a power of g from its table, all constant time with blst.
   */
  Opening openVerified(
      GroupPublicKey group, byte[] message, GroupSignature signature, SecureRandom random) {
    Curve curve = group.curve();
    G1Point c1 = signature.checkedPoints(curve).get(GroupSignature.C1);
    G1Point memberPublic = decrypt(signature, curve);
    FixedBase g = BaseTables.of(curve).g();
    KnowledgeProof proof =
        KnowledgeProof.prove(
            Opening.statement(group, message, signature, memberPublic),
            secret(),
            random,
            k -> Opening.pair(g.multiply(k), c1.multiply(k)));
    return new Opening(memberPublic, proof);
  }

  /** Y = C2/C1^ξ. */
  G1Point decrypt(GroupSignature verified, Curve curve) {
    List<G1Point> points = verified.checkedPoints(curve);
    return points.get(GroupSignature.C2).subtract(points.get(GroupSignature.C1).multiply(secret()));
  }
}
