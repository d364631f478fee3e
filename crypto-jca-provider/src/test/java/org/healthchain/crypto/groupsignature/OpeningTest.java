package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.Refusals.assertReason;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.SecretScalar;
import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opening and judging: nobody is framed, nothing carries over (FR-7). */
class OpeningTest {
  private static final byte[] MESSAGE = bytes("message");

  private final TestGroup group = TestGroup.of("opening", "north", "south");
  private final GroupSignature signature = group.member("north").sign(MESSAGE);
  private final Registration north = group.registry.find("north").orElseThrow();
  private final Registration south = group.registry.find("south").orElseThrow();
  private Opening opening;

  @BeforeEach
  void open() throws GroupSignatureException {
    opening = group.opening.open(group.group, MESSAGE, signature, group.random);
  }

  @Test
  void convincesTheJudgeOfTheSignerAlone() {
    assertThat(judge(group.group, MESSAGE, signature, north)).isTrue();
    assertThat(judge(group.group, MESSAGE, signature, south)).isFalse();
  }

  @Test
  void isForOneSignatureOnly() {
    GroupSignature another = group.member("north").sign(MESSAGE);
    assertThat(judge(group.group, MESSAGE, another, north)).isFalse();
    assertThat(judge(group.group, bytes("other"), signature, north)).isFalse();
    assertThat(judge(group.group.atEpoch(1), MESSAGE, signature, north)).isFalse();
  }

  @Test
  void isForOneMessageEvenAmongSignaturesOfTheSameMember() throws Exception {
    byte[] other = bytes("other");
    GroupSignature another = group.member("north").sign(other);
    Opening anothers = group.opening.open(group.group, other, another, group.random);
    assertThat(anothers.judge(group.group, MESSAGE, signature, north, TestGroup.LONG_TERM))
        .isFalse();
  }

  @Test
  void withoutTheMembersLongTermSignatureNobodyIsGuilty() {
    Registration forged =
        new Registration("north", north.memberPublic(), bytes("not my signature"));
    assertThat(judge(group.group, MESSAGE, signature, forged)).isFalse();
    Registration renamed =
        new Registration("south", north.memberPublic(), north.longTermSignature());
    assertThat(judge(group.group, MESSAGE, signature, renamed)).isFalse();
  }

  /** A dishonest opener claims another member's key: its proof cannot be made to fit. */
  @Test
  void anOpenerCannotFrameAnotherMember() throws Exception {
    byte[] honest = opening.toBytes();
    byte[] framing = honest.clone();
    System.arraycopy(south.memberPublicBytes(), 0, framing, 2, 48);
    Opening framed = Opening.fromBytes(framing);
    assertThat(framed.signer(group.registry)).contains(south);
    assertThat(framed.judge(group.group, MESSAGE, signature, south, TestGroup.LONG_TERM)).isFalse();
  }

  /**
   * It computes D from another point than the signature's C1, such that the quotient names south,
   * and proves honestly that D has the exponent ξ over that other point.
   */
  @Test
  void anOpenerCannotProveForAnotherCiphertext() throws Exception {
    SecretScalar xi = secretOf(group.opening);
    List<G1Point> points = signature.checkedPoints(group.group.curve());
    G1Point d = points.get(GroupSignature.C2).subtract(south.memberPublic());
    G1Point elsewhere = d.multiply(xi.invert());
    assertThat(elsewhere.multiply(xi)).isEqualTo(d);
    KnowledgeProof proof =
        KnowledgeProof.prove(
            Opening.statement(group.group, MESSAGE, signature, south.memberPublic()),
            xi,
            group.random,
            k ->
                Opening.pair(
                    group.group.parameters().bases().g().multiply(k), elsewhere.multiply(k)));
    Opening framing = new Opening(south.memberPublic(), proof);
    assertThat(framing.judge(group.group, MESSAGE, signature, south, TestGroup.LONG_TERM))
        .isFalse();
  }

  /** It proves the exponent over C1 alone, and leaves out that it is the exponent of H. */
  @Test
  void anOpenerCannotUseAnotherExponentThanThatOfItsKey() throws Exception {
    List<G1Point> points = signature.checkedPoints(group.group.curve());
    G1Point c1 = points.get(GroupSignature.C1);
    SecretScalar other = SecretScalar.random(group.random);
    G1Point nobody = points.get(GroupSignature.C2).subtract(c1.multiply(other));
    Registration phantom = registered(nobody);
    KnowledgeProof proof =
        KnowledgeProof.prove(
            Opening.statement(group.group, MESSAGE, signature, nobody),
            other,
            group.random,
            k -> Opening.pair(group.group.parameters().bases().g().multiply(k), c1.multiply(k)));
    Opening framing = new Opening(nobody, proof);
    assertThat(framing.judge(group.group, MESSAGE, signature, phantom, TestGroup.LONG_TERM))
        .isFalse();
  }

  private Registration registered(G1Point key) {
    byte[] signed = Registration.signedBytes(group.group, "phantom", key);
    return new Registration("phantom", key, TestGroup.longTerm("phantom", signed));
  }

  private static SecretScalar secretOf(OpeningKey key) {
    byte[] bytes = key.toBytes();
    return SecretScalar.of(
        new BigInteger(1, Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length)));
  }

  @Test
  void onlyTheGroupsOpenerOpens() {
    OpeningKey other = OpeningKey.generate(group.group.parameters(), group.random);
    assertReason(
        Reason.WRONG_GROUP, () -> other.open(group.group, MESSAGE, signature, group.random));
  }

  @Test
  void anInvalidSignatureIsNotOpened() {
    assertReason(
        Reason.BAD_SIGNATURE,
        () -> group.opening.open(group.group, bytes("other"), signature, group.random));
    assertReason(
        Reason.BAD_SIGNATURE,
        () -> group.opening.open(group.group.atEpoch(1), MESSAGE, signature, group.random));
  }

  @Test
  void aMemberThatIsNotOnTheListIsFoundByNobody() {
    assertThat(opening.signer(group.registry.without("north"))).isEmpty();
    assertThat(opening.signer(Registry.empty())).isEmpty();
    assertThat(opening.signer(group.registry)).contains(north);
  }

  @Test
  void isAValue() throws Exception {
    Opening again = Opening.fromBytes(opening.toBytes());
    assertThat(again).isEqualTo(opening).hasSameHashCodeAs(opening).hasToString("Opening");
    assertThat(group.opening.open(group.group, MESSAGE, signature, group.random))
        .isNotEqualTo(opening);
  }

  private boolean judge(
      GroupPublicKey key, byte[] message, GroupSignature judged, Registration accused) {
    return opening.judge(key, message, judged, accused, TestGroup.LONG_TERM);
  }
}
