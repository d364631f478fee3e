package org.healthchain.crypto.groupsignature;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;

/** A group with its keys and a few members, made from a seed. */
public final class TestGroup {
  /** "Long-term signatures" of the tests: a label before the signed bytes' hash code. */
  public static final Opening.LongTermVerifier LONG_TERM =
      (memberId, signed, signature) ->
          java.util.Arrays.equals(longTerm(memberId, signed), signature);

  final SecureRandom random;
  final IssuingKey issuing;
  final OpeningKey opening;
  final GroupPublicKey group;
  final Map<String, MemberKey> members = new LinkedHashMap<>();
  Registry registry = Registry.empty();

  private TestGroup(String seed, Curve curve) {
    random = new SeededRandom(seed);
    GroupParameters parameters = GroupParameters.of("test group " + seed, curve);
    issuing = IssuingKey.generate(parameters, random);
    opening = OpeningKey.generate(parameters, random);
    try {
      group = GroupPublicKey.of(issuing.publicKey(), opening.publicKey());
    } catch (GroupSignatureException e) {
      throw new AssertionError(e);
    }
  }

  public static TestGroup of(String seed, String... memberIds) {
    return of(Curves.get(), seed, memberIds);
  }

  static TestGroup of(Curve curve, String seed, String... memberIds) {
    TestGroup made = new TestGroup(seed, curve);
    for (String memberId : memberIds) {
      made.join(memberId);
    }
    return made;
  }

  MemberKey join(String memberId) {
    try {
      MemberSecret secret = MemberSecret.generate(group.parameters(), random);
      byte[] nonce = IssuingKey.newNonce(random);
      JoinRequest request = request(secret, memberId, nonce);
      Credential credential = issuing.admit(group, request, nonce, registry, random);
      registry = registry.with(request.registration());
      MemberKey key = secret.accept(group, credential);
      members.put(memberId, key);
      return key;
    } catch (GroupSignatureException e) {
      throw new AssertionError(e);
    }
  }

  JoinRequest request(MemberSecret secret, String memberId, byte[] nonce) {
    byte[] signature = longTerm(memberId, secret.bytesToSign(group, memberId));
    return secret.requestJoin(group, memberId, nonce, signature, random);
  }

  public MemberKey member(String memberId) {
    return members.get(memberId);
  }

  public GroupPublicKey group() {
    return group;
  }

  public IssuingKey issuing() {
    return issuing;
  }

  public OpeningKey opening() {
    return opening;
  }

  public Registry registry() {
    return registry;
  }

  static byte[] longTerm(String memberId, byte[] signed) {
    return ("signed by " + memberId + " " + java.util.Arrays.hashCode(signed))
        .getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
