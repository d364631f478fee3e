package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

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

  /** Something that may fail. */
  private interface Attempt {
    Object run() throws GroupSignatureException;
  }

  private static void assertReason(Reason reason, Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            GroupSignatureException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
