package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.Refusals.assertReason;

import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;
import org.junit.jupiter.api.Test;

/** Setup and join: who may not get in, and what a member does not accept (FR-9). */
class JoinTest {
  private final TestGroup group = TestGroup.of("join", "north");
  private final TestGroup stranger = TestGroup.of("stranger", "north");
  private final MemberSecret secret = MemberSecret.generate(group.group.parameters(), group.random);
  private final byte[] nonce = IssuingKey.newNonce(group.random);
  private final JoinRequest request = group.request(secret, "south", nonce);

  @Test
  void aRequestAnswersOneNonceOnly() {
    byte[] another = IssuingKey.newNonce(group.random);
    assertThat(another).isNotEqualTo(nonce).hasSize(32);
    assertReason(Reason.WRONG_NONCE, () -> admit(request, another));
    assertReason(Reason.WRONG_NONCE, () -> admit(request, new byte[0]));
    assertThatThrownBy(
            () -> secret.requestJoin(group.group, "south", new byte[31], new byte[0], group.random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theNonceInTheRequestCannotBeExchanged() throws Exception {
    byte[] another = IssuingKey.newNonce(group.random);
    byte[] bytes = request.toBytes();
    System.arraycopy(another, 0, bytes, bytes.length - 64 - 32, 32);
    assertReason(Reason.BAD_PROOF, () -> admit(JoinRequest.fromBytes(bytes), another));
  }

  @Test
  void theNameInTheRequestCannotBeExchanged() throws Exception {
    byte[] bytes = request.toBytes();
    assertThat((char) bytes[3]).isEqualTo('s');
    bytes[3] = 'm';
    JoinRequest mouth = JoinRequest.fromBytes(bytes);
    assertThat(mouth.registration().memberId()).isEqualTo("mouth");
    assertReason(Reason.BAD_PROOF, () -> admit(mouth, nonce));
  }

  @Test
  void aNameOrKeyIsRegisteredOnce() throws Exception {
    MemberSecret another = MemberSecret.generate(group.group.parameters(), group.random);
    JoinRequest sameName = group.request(another, "north", nonce);
    assertReason(Reason.ALREADY_REGISTERED, () -> admit(sameName, nonce));
    admit(request, nonce);
    group.registry = group.registry.with(request.registration());
    JoinRequest sameKey = group.request(secret, "elsewhere", nonce);
    assertReason(Reason.ALREADY_REGISTERED, () -> admit(sameKey, nonce));
    assertThatThrownBy(() -> group.registry.with(sameKey.registration()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> group.registry.with(sameName.registration()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIssuerServesItsOwnGroupOnly() {
    assertReason(
        Reason.WRONG_GROUP,
        () ->
            stranger.issuing.admit(group.group, request, nonce, Registry.empty(), stranger.random));
    assertReason(
        Reason.WRONG_GROUP,
        () -> stranger.issuing.nextEpoch(group.group, Registry.empty(), stranger.random));
  }

  @Test
  void aRequestForAnotherGroupIsRefused() {
    assertReason(
        Reason.BAD_PROOF,
        () ->
            stranger.issuing.admit(
                stranger.group, request, nonce, Registry.empty(), stranger.random));
    assertThatThrownBy(() -> secret.bytesToSign(stranger.group, "south"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> secret.requestJoin(stranger.group, "south", nonce, new byte[0], group.random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMemberTakesNoCredentialButItsOwnForItsEpoch() throws Exception {
    Credential credential = admit(request, nonce);
    MemberSecret other = MemberSecret.generate(group.group.parameters(), group.random);
    assertReason(Reason.BAD_CREDENTIAL, () -> other.accept(group.group, credential));
    assertReason(Reason.BAD_CREDENTIAL, () -> secret.accept(group.group.atEpoch(1), credential));
    assertThat(secret.accept(group.group, credential).group()).isEqualTo(group.group);
    assertThatThrownBy(() -> secret.accept(stranger.group, credential))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheMemberSignsNamesGroupMemberAndKey() {
    byte[] signed = secret.bytesToSign(group.group, "south");
    assertThat(request.registration().signedBytes(group.group)).isEqualTo(signed);
    assertThat(request.registration().longTermSignature())
        .isEqualTo(TestGroup.longTerm("south", signed));
    assertThat(secret.bytesToSign(group.group, "north")).isNotEqualTo(signed);
    MemberSecret other = MemberSecret.generate(group.group.parameters(), group.random);
    assertThat(other.bytesToSign(group.group, "south")).isNotEqualTo(signed);
  }

  @Test
  void issuerAndOpenerMustBeOfOneGroup() {
    assertReason(
        Reason.WRONG_GROUP,
        () -> GroupPublicKey.of(group.issuing.publicKey(), stranger.opening.publicKey()));
  }

  @Test
  void epochsAreNotNegative() {
    assertThatThrownBy(() -> group.group.atEpoch(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(group.group.atEpoch(0)).isSameAs(group.group);
    assertThat(group.group.atEpoch(7).epoch()).isEqualTo(7);
    assertThat(group.group.atEpoch(7).groupId()).isEqualTo(group.group.groupId());
  }

  @Test
  void destroyedSecretsAreOfNoUse() {
    assertThat(group.issuing.isDestroyed()).isFalse();
    assertThat(group.opening.isDestroyed()).isFalse();
    assertThat(secret.isDestroyed()).isFalse();
    group.issuing.destroy();
    group.opening.destroy();
    secret.destroy();
    assertThat(group.issuing.isDestroyed()).isTrue();
    assertThat(group.opening.isDestroyed()).isTrue();
    assertThat(secret.isDestroyed()).isTrue();
    assertThatThrownBy(() -> admit(request, nonce)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(group.issuing::toBytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(group.opening::toBytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::toBytes).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void valuesAreComparedByContentAndPrintNoSecret() throws Exception {
    MemberKey north = group.member("north");
    assertThat(MemberKey.fromBytes(north.toBytes())).isEqualTo(north).hasSameHashCodeAs(north);
    assertThat(IssuingKey.fromBytes(group.issuing.toBytes()))
        .isEqualTo(group.issuing)
        .hasSameHashCodeAs(group.issuing);
    assertThat(OpeningKey.fromBytes(group.opening.toBytes()))
        .isEqualTo(group.opening)
        .hasSameHashCodeAs(group.opening);
    assertThat(MemberSecret.fromBytes(secret.toBytes()))
        .isEqualTo(secret)
        .hasSameHashCodeAs(secret);
    assertThat(GroupPublicKey.fromBytes(group.group.toBytes()))
        .isEqualTo(group.group)
        .hasSameHashCodeAs(group.group)
        .isNotEqualTo(stranger.group)
        .isNotEqualTo(group.group.atEpoch(1));
    assertThat(JoinRequest.fromBytes(request.toBytes()))
        .isEqualTo(request)
        .hasSameHashCodeAs(request);
    assertThat(group.issuing).isNotEqualTo(stranger.issuing);
    assertThat(group.opening).isNotEqualTo(stranger.opening);
    assertThat(north).isNotEqualTo(stranger.member("north"));
    assertThat(north.toString() + group.issuing + group.opening + secret)
        .isEqualTo(
            "MemberKey[GroupPublicKey[test group join, epoch 0]]IssuingKey[test group join]"
                + "OpeningKey[test group join]MemberSecret[test group join]");
  }

  private Credential admit(JoinRequest joining, byte[] expected) throws GroupSignatureException {
    return group.issuing.admit(group.group, joining, expected, group.registry, group.random);
  }
}
