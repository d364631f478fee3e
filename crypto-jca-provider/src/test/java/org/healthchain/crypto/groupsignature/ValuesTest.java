package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.SecretScalar;
import org.junit.jupiter.api.Test;

/** Every object is equal to its copy, and to nothing that differs in a single field. */
class ValuesTest {
  private final TestGroup group = TestGroup.of("values", "north", "south");
  private final TestGroup other = TestGroup.of("other values", "north");
  private final Registration north = group.registry.find("north").orElseThrow();
  private final Registration south = group.registry.find("south").orElseThrow();
  private final G1Point point = north.memberPublic();
  private final G1Point anotherPoint = south.memberPublic();

  private static void assertDiffers(Object one, Object... others) {
    assertThat(one).isNotEqualTo(null).isNotEqualTo("text");
    for (Object another : others) {
      assertThat(one).isNotEqualTo(another);
      assertThat(another).isNotEqualTo(one);
    }
  }

  @Test
  void credentials() {
    Credential one = new Credential(point, BigInteger.ONE);
    assertThat(new Credential(point, BigInteger.ONE)).isEqualTo(one).hasSameHashCodeAs(one);
    assertDiffers(
        one, new Credential(anotherPoint, BigInteger.ONE), new Credential(point, BigInteger.TWO));
  }

  @Test
  void registrations() {
    byte[] mark = {1};
    Registration one = new Registration("x", point, mark);
    mark[0] = 2;
    assertThat(new Registration("x", point, new byte[] {1})).isEqualTo(one).hasSameHashCodeAs(one);
    one.longTermSignature()[0] = 3;
    assertThat(one.longTermSignature()).containsExactly(1);
    assertDiffers(
        one,
        new Registration("y", point, new byte[] {1}),
        new Registration("x", anotherPoint, new byte[] {1}),
        new Registration("x", point, new byte[] {2}));
  }

  @Test
  void joinRequests() {
    byte[] nonce = new byte[32];
    KnowledgeProof proof = new KnowledgeProof(BigInteger.ONE, BigInteger.TWO);
    JoinRequest one = new JoinRequest(north, nonce, proof);
    assertThat(new JoinRequest(north, nonce, proof)).isEqualTo(one).hasSameHashCodeAs(one);
    byte[] otherNonce = new byte[32];
    otherNonce[31] = 1;
    assertDiffers(
        one,
        new JoinRequest(south, nonce, proof),
        new JoinRequest(north, otherNonce, proof),
        new JoinRequest(north, nonce, new KnowledgeProof(BigInteger.TWO, BigInteger.TWO)),
        new JoinRequest(north, nonce, new KnowledgeProof(BigInteger.ONE, BigInteger.ONE)));
    nonce[0] = 1;
    assertThat(one).isEqualTo(new JoinRequest(north, new byte[32], proof));
  }

  @Test
  void openings() {
    KnowledgeProof proof = new KnowledgeProof(BigInteger.ONE, BigInteger.TWO);
    Opening one = new Opening(point, proof);
    assertThat(new Opening(point, proof)).isEqualTo(one).hasSameHashCodeAs(one);
    assertDiffers(
        one,
        new Opening(anotherPoint, proof),
        new Opening(point, new KnowledgeProof(BigInteger.ONE, BigInteger.ONE)));
  }

  @Test
  void updates() {
    Credential credential = new Credential(point, BigInteger.ONE);
    List<EpochUpdate.Entry> entries = List.of(new EpochUpdate.Entry(point, credential));
    EpochUpdate one = new EpochUpdate(new byte[32], 1, entries);
    assertThat(new EpochUpdate(new byte[32], 1, entries)).isEqualTo(one).hasSameHashCodeAs(one);
    assertDiffers(
        one,
        new EpochUpdate(new byte[31], 1, entries),
        new EpochUpdate(new byte[32], 2, entries),
        new EpochUpdate(new byte[32], 1, List.of()),
        new EpochUpdate(new byte[32], 1, List.of(new EpochUpdate.Entry(anotherPoint, credential))));
  }

  @Test
  void parametersAndMembersPublicKeys() {
    GroupParameters parameters = group.group.parameters();
    assertThat(GroupParameters.of(parameters.label()))
        .isEqualTo(parameters)
        .hasSameHashCodeAs(parameters);
    assertDiffers(parameters, other.group.parameters());
    MemberPublicKey key = new MemberPublicKey(parameters, point);
    assertThat(new MemberPublicKey(parameters, point)).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(key.parameters()).isEqualTo(parameters);
    assertDiffers(
        key,
        new MemberPublicKey(parameters, anotherPoint),
        new MemberPublicKey(other.group.parameters(), point));
  }

  /** The same key under another proof is another object, as its bytes are. */
  @Test
  void publicKeysOfIssuerAndOpener() throws Exception {
    GroupParameters parameters = group.group.parameters();
    SecretScalar secret = SecretScalar.random(group.random);
    G2Point w = parameters.curve().g2Generator().multiply(secret);
    G1Point h = parameters.bases().g().multiply(secret);
    IssuerPublicKey issuer = issuer(parameters, w, secret);
    assertThat(IssuerPublicKey.fromBytes(issuer.toBytes()))
        .isEqualTo(issuer)
        .hasSameHashCodeAs(issuer);
    assertDiffers(issuer, issuer(parameters, w, secret), group.issuing.publicKey());
    assertDiffers(issuer, issuer(other.group.parameters(), w, secret));
    OpenerPublicKey opener = opener(parameters, h, secret);
    assertThat(OpenerPublicKey.fromBytes(opener.toBytes()))
        .isEqualTo(opener)
        .hasSameHashCodeAs(opener);
    assertDiffers(opener, opener(parameters, h, secret), group.opening.publicKey());
    assertDiffers(opener, opener(other.group.parameters(), h, secret));
  }

  private IssuerPublicKey issuer(GroupParameters parameters, G2Point w, SecretScalar gamma)
      throws GroupSignatureException {
    KnowledgeProof proof =
        KnowledgeProof.prove(
            IssuerPublicKey.statement(parameters, w),
            gamma,
            group.random,
            k -> parameters.curve().g2Generator().multiply(k).compressed());
    return new IssuerPublicKey(parameters, w, proof);
  }

  private OpenerPublicKey opener(GroupParameters parameters, G1Point h, SecretScalar xi)
      throws GroupSignatureException {
    KnowledgeProof proof =
        KnowledgeProof.prove(
            OpenerPublicKey.statement(parameters, h),
            xi,
            group.random,
            k -> parameters.bases().g().multiply(k).compressed());
    return new OpenerPublicKey(parameters, h, proof);
  }

  @Test
  void groupPublicKeys() throws Exception {
    GroupPublicKey key = group.group;
    OpeningKey anotherOpener = OpeningKey.generate(key.parameters(), group.random);
    IssuingKey anotherIssuer = IssuingKey.generate(key.parameters(), group.random);
    assertThat(GroupPublicKey.of(key.issuer(), key.opener())).isEqualTo(key).hasSameHashCodeAs(key);
    assertDiffers(
        key,
        key.atEpoch(1),
        GroupPublicKey.of(key.issuer(), anotherOpener.publicKey()),
        GroupPublicKey.of(anotherIssuer.publicKey(), key.opener()));
    assertThat(GroupPublicKey.of(key.issuer(), anotherOpener.publicKey()).groupId())
        .isNotEqualTo(key.groupId());
    key.groupId()[0] ^= 1;
    assertThat(key.groupId()).isEqualTo(key.atEpoch(3).groupId());
  }

  @Test
  void memberKeys() throws Exception {
    MemberKey key = group.member("north");
    EpochUpdate once = group.issuing.nextEpoch(group.group, group.registry, group.random);
    EpochUpdate again = group.issuing.nextEpoch(group.group, group.registry, group.random);
    MemberKey next = key.advance(once).orElseThrow();
    assertThat(MemberKey.fromBytes(next.toBytes())).isEqualTo(next).hasSameHashCodeAs(next);
    assertDiffers(key, next, group.member("south"), other.member("north"));
    assertDiffers(next, key.advance(again).orElseThrow());
  }

  @Test
  void signatures() throws Exception {
    byte[] message = new byte[0];
    GroupSignature one = group.member("north").sign(message);
    assertThat(GroupSignature.fromBytes(one.wire())).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(GroupSignature.fromBytes(one.storage())).isEqualTo(one).hasSameHashCodeAs(one);
    assertDiffers(one, group.member("north").sign(message));
  }

  /** A wiped secret is no longer the key it was. */
  @Test
  void destroyedSecretsEqualOnlyDestroyedOnes() throws Exception {
    MemberSecret secret = MemberSecret.generate(group.group.parameters(), group.random);
    MemberSecret copy = MemberSecret.fromBytes(secret.toBytes());
    IssuingKey issuing = IssuingKey.fromBytes(group.issuing.toBytes());
    OpeningKey opening = OpeningKey.fromBytes(group.opening.toBytes());
    assertThat(copy).isEqualTo(secret);
    assertDiffers(secret, MemberSecret.generate(group.group.parameters(), group.random));
    assertDiffers(secret, new MemberSecret(other.group.parameters(), secret.y()));
    copy.destroy();
    issuing.destroy();
    opening.destroy();
    assertDiffers(secret, copy);
    assertDiffers(group.issuing, issuing);
    assertDiffers(group.opening, opening);
    secret.destroy();
    assertThat(copy).isEqualTo(secret);
  }
}
