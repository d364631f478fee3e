package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.Refusals.assertReason;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.List;
import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;
import org.junit.jupiter.api.Test;

/** Revocation by epochs: what ends, what stays, and what a false update cannot do (FR-10). */
class RevocationTest {
  private static final byte[] MESSAGE = bytes("message");

  private final TestGroup group = TestGroup.of("revocation", "north", "south", "east");
  private final Registration south = group.registry.find("south").orElseThrow();

  @Test
  void aRevokedMemberIsNotInTheUpdateAndTheOthersAre() throws Exception {
    EpochUpdate update = without("south");
    assertThat(update.size()).isEqualTo(2);
    assertThat(update.epoch()).isEqualTo(1);
    assertThat(update.contains(south)).isFalse();
    assertThat(update.contains(group.registry.find("north").orElseThrow())).isTrue();
    assertThat(group.member("south").advance(update)).isEmpty();
    assertThat(update.credentialFor(south)).isEmpty();
    for (String name : List.of("north", "east")) {
      MemberKey next = group.member(name).advance(update).orElseThrow();
      assertThat(next.group()).isEqualTo(update.verify(group.group));
      Credential own = update.credentialFor(group.registry.find(name).orElseThrow()).orElseThrow();
      assertThat(secretOf(group.member(name)).accept(next.group(), own)).isEqualTo(next);
      assertThat(next.group().verify(MESSAGE, next.sign(MESSAGE).wire())).isTrue();
    }
  }

  @Test
  void keysSignForTheirOwnEpochOnly() throws Exception {
    EpochUpdate update = without("south");
    GroupPublicKey next = update.verify(group.group);
    MemberKey old = group.member("north");
    MemberKey fresh = old.advance(update).orElseThrow();
    assertThat(next.verify(MESSAGE, old.sign(MESSAGE).wire())).isFalse();
    assertThat(group.group.verify(MESSAGE, fresh.sign(MESSAGE).wire())).isFalse();
  }

  @Test
  void aRevokedMemberCannotUseAnotherMembersCredential() throws Exception {
    EpochUpdate update = without("south");
    GroupPublicKey next = update.verify(group.group);
    MemberSecret mine = secretOf(group.member("south"));
    for (String name : List.of("north", "east")) {
      Registration other = group.registry.find(name).orElseThrow();
      Credential theirs = update.credentialFor(other.memberPublic()).orElseThrow();
      assertReason(Reason.BAD_CREDENTIAL, () -> mine.accept(next, theirs));
    }
  }

  @Test
  void epochsFollowEachOtherWithoutGaps() throws Exception {
    EpochUpdate first = without("south");
    GroupPublicKey one = first.verify(group.group);
    Registry remaining = group.registry.without("south").without("east");
    EpochUpdate second = group.issuing.nextEpoch(one, remaining, group.random);
    GroupPublicKey two = second.verify(one);
    assertThat(two.epoch()).isEqualTo(2);

    MemberKey north = group.member("north");
    assertReason(Reason.WRONG_EPOCH, () -> north.advance(second));
    assertReason(Reason.WRONG_EPOCH, () -> first.verify(one));
    assertReason(Reason.WRONG_EPOCH, () -> second.verify(group.group));
    MemberKey later = north.advance(first).orElseThrow().advance(second).orElseThrow();
    assertThat(two.verify(MESSAGE, later.sign(MESSAGE).wire())).isTrue();
    assertThat(group.member("east").advance(first).orElseThrow().advance(second)).isEmpty();
    assertReason(Reason.WRONG_EPOCH, () -> later.advance(second));
  }

  @Test
  void oldSignaturesStayValidAndCanStillBeOpened() throws Exception {
    GroupSignature before = group.member("south").sign(MESSAGE);
    GroupPublicKey next = without("south").verify(group.group);
    SignedMessage then = new SignedMessage(0, MESSAGE, before.wire());
    assertThat(BatchVerifier.of(next).verify(List.of(then)).allValid()).isTrue();
    Opening opening = group.opening.open(next.atEpoch(0), MESSAGE, before, group.random);
    assertThat(opening.judge(next.atEpoch(0), MESSAGE, before, south, TestGroup.LONG_TERM))
        .isTrue();
  }

  @Test
  void aFalseCredentialInAnUpdateIsFoundByEverybody() throws Exception {
    EpochUpdate good = without("south");
    Registration north = group.registry.find("north").orElseThrow();
    Registration east = group.registry.find("east").orElseThrow();
    Credential ofNorth = good.credentialFor(north.memberPublic()).orElseThrow();
    Credential ofEast = good.credentialFor(east.memberPublic()).orElseThrow();
    EpochUpdate swapped =
        new EpochUpdate(
            group.group.groupId(),
            1,
            List.of(
                new EpochUpdate.Entry(north.memberPublic(), ofEast),
                new EpochUpdate.Entry(east.memberPublic(), ofNorth)));
    assertReason(Reason.BAD_CREDENTIAL, () -> swapped.verify(group.group));
    assertReason(Reason.BAD_CREDENTIAL, () -> group.member("north").advance(swapped));
    EpochUpdate oneWrong =
        new EpochUpdate(
            group.group.groupId(),
            1,
            List.of(
                new EpochUpdate.Entry(north.memberPublic(), ofNorth),
                new EpochUpdate.Entry(east.memberPublic(), ofNorth)));
    assertReason(Reason.BAD_CREDENTIAL, () -> oneWrong.verify(group.group));
  }

  @Test
  void anUpdateOfAnotherGroupIsRefused() {
    TestGroup other = TestGroup.of("other", "north");
    assertReason(
        Reason.WRONG_GROUP,
        () ->
            other.issuing.nextEpoch(other.group, other.registry, other.random).verify(group.group));
  }

  @Test
  void everybodyMayBeRevokedAtOnce() throws Exception {
    EpochUpdate update = group.issuing.nextEpoch(group.group, Registry.empty(), group.random);
    assertThat(update.size()).isZero();
    assertThat(update.verify(group.group).epoch()).isEqualTo(1);
    assertThat(EpochUpdate.fromBytes(update.toBytes())).isEqualTo(update);
    for (MemberKey member : group.members.values()) {
      assertThat(member.advance(update)).isEmpty();
    }
  }

  @Test
  void theLastEpochHasNoSuccessor() {
    GroupPublicKey last = group.group.atEpoch(Integer.MAX_VALUE);
    assertThatThrownBy(() -> group.issuing.nextEpoch(last, group.registry, group.random))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void destroyingAKeyDestroysItsSuccessors() throws Exception {
    MemberKey next = group.member("north").advance(without("south")).orElseThrow();
    group.member("north").destroy();
    assertThat(next.isDestroyed()).isTrue();
  }

  @Test
  void anUpdateIsAValue() throws Exception {
    EpochUpdate update = without("south");
    EpochUpdate again = EpochUpdate.fromBytes(update.toBytes());
    assertThat(again)
        .isEqualTo(update)
        .hasSameHashCodeAs(update)
        .hasToString("EpochUpdate[epoch 1, 2 members]")
        .isNotEqualTo(without("north"));
  }

  @Test
  void aRegistryIsImmutable() {
    assertThat(group.registry.without("nobody").entries()).hasSize(3);
    assertThat(group.registry.without("north").entries()).hasSize(2);
    assertThat(group.registry.entries()).hasSize(3);
    assertThat(group.registry.find("nobody")).isEmpty();
  }

  private EpochUpdate without(String memberId) throws GroupSignatureException {
    return group.issuing.nextEpoch(group.group, group.registry.without(memberId), group.random);
  }

  private static MemberSecret secretOf(MemberKey key) throws Exception {
    byte[] bytes = key.toBytes();
    int end = bytes.length - Credential.BYTES;
    byte[] y = java.util.Arrays.copyOfRange(bytes, end - 32, end);
    return new MemberSecret(
        key.group().parameters(), org.healthchain.crypto.curve.SecretScalar.fromBytes(y));
  }
}
