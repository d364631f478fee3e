package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a group from setup to revocation (FR-3, FR-7, FR-9, FR-10). */
class LifecycleTest {
  private static final byte[] MESSAGE = bytes("the canonical header of a transaction");

  private final TestGroup group = TestGroup.of("lifecycle", "north", "south", "east");

  @Test
  void everyMembersSignatureVerifiesInBothForms() {
    for (MemberKey member : group.members.values()) {
      GroupSignature signature = member.sign(MESSAGE);
      assertThat(signature.wire()).hasSize(1120);
      assertThat(signature.storage()).hasSize(640);
      assertThat(group.group.verify(MESSAGE, signature.wire())).isTrue();
      assertThat(group.group.verify(MESSAGE, signature.storage())).isTrue();
    }
  }

  @Test
  void theFormsConvertIntoEachOther() throws Exception {
    GroupSignature signature = group.member("north").sign(MESSAGE);
    assertThat(GroupSignature.fromBytes(signature.wire()).storage()).isEqualTo(signature.storage());
    assertThat(GroupSignature.fromBytes(signature.storage()).wire()).isEqualTo(signature.wire());
  }

  @Test
  void aSignatureVerifiesForNoOtherMessageAndNoOtherEpoch() {
    byte[] signature = group.member("north").sign(MESSAGE).wire();
    assertThat(group.group.verify(bytes("another message"), signature)).isFalse();
    assertThat(group.group.atEpoch(1).verify(MESSAGE, signature)).isFalse();
  }

  @Test
  void theOpenerNamesTheSignerAndEverybodyCanJudgeThat() throws Exception {
    for (String name : group.members.keySet()) {
      GroupSignature signature = group.member(name).sign(MESSAGE);
      Opening opening = group.opening.open(group.group, MESSAGE, signature, group.random);
      Registration signer = opening.signer(group.registry).orElseThrow();
      assertThat(signer.memberId()).isEqualTo(name);
      for (Registration accused : group.registry.entries()) {
        assertThat(opening.judge(group.group, MESSAGE, signature, accused, TestGroup.LONG_TERM))
            .isEqualTo(accused.memberId().equals(name));
      }
    }
  }

  @Test
  void aBatchNamesTheBadOnes() {
    List<SignedMessage> batch = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] message = bytes("message " + i);
      byte[] signature = group.member("east").sign(message).wire();
      batch.add(new SignedMessage(0, i == 3 || i == 17 ? MESSAGE : message, signature));
    }
    batch.set(9, new SignedMessage(0, MESSAGE, new byte[7]));
    assertThat(BatchVerifier.of(group.group).verify(batch).invalid()).containsExactly(3, 9, 17);
  }

  @Test
  void revocationEndsAMembersSigningAndNobodyElses() throws Exception {
    GroupSignature early = group.member("south").sign(MESSAGE);
    EpochUpdate update =
        group.issuing.nextEpoch(group.group, group.registry.without("south"), group.random);
    GroupPublicKey next = update.verify(group.group);

    assertThat(next.epoch()).isEqualTo(1);
    assertThat(group.member("south").advance(update)).isEmpty();
    assertThat(next.verify(MESSAGE, group.member("south").sign(MESSAGE).wire())).isFalse();

    MemberKey north = group.member("north").advance(update).orElseThrow();
    assertThat(next.verify(MESSAGE, north.sign(MESSAGE).wire())).isTrue();

    assertThat(next.atEpoch(0).verify(MESSAGE, early.wire())).isTrue();
    Opening opening = group.opening.open(group.group, MESSAGE, early, group.random);
    assertThat(opening.signer(group.registry).orElseThrow().memberId()).isEqualTo("south");
  }

  @Test
  void aNewMemberJoinsInALaterEpoch() throws Exception {
    EpochUpdate update = group.issuing.nextEpoch(group.group, group.registry, group.random);
    GroupPublicKey next = update.verify(group.group);
    MemberSecret secret = MemberSecret.generate(next.parameters(), group.random);
    byte[] nonce = IssuingKey.newNonce(group.random);
    JoinRequest request = group.request(secret, "west", nonce);
    Credential credential = group.issuing.admit(next, request, nonce, group.registry, group.random);
    MemberKey west = secret.accept(next, credential);
    assertThat(next.verify(MESSAGE, west.sign(MESSAGE).wire())).isTrue();
  }
}
