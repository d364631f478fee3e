package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What a destroyed secret still does: nothing. Not from the start, and not when it is destroyed in
 * the midst of being used by others.
 */
class DestroyedSecretsTest {
  private static final byte[] MESSAGE = bytes("message");

  private final TestGroup group = TestGroup.of("destroyed", "north", "south");
  private final MemberSecret secret = MemberSecret.generate(group.group.parameters(), group.random);
  private final byte[] nonce = IssuingKey.newNonce(group.random);
  private final JoinRequest request = group.request(secret, "west", nonce);

  private static void assertUseless(ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
  }

  private Credential admit() throws GroupSignatureException {
    return group.issuing.admit(group.group, request, nonce, group.registry, group.random);
  }

  @Test
  void anIssuingKeyAdmitsAndReissuesNothingMore() {
    group.issuing.destroy();
    assertThat(group.issuing.isDestroyed()).isTrue();
    assertUseless(this::admit);
    assertUseless(() -> group.issuing.nextEpoch(group.group, group.registry, group.random));
    assertUseless(group.issuing::toBytes);
    assertThat(group.issuing.publicKey()).as("no secret").isEqualTo(group.group.issuer());
    group.issuing.destroy();
    assertThat(group.issuing.isDestroyed()).as("twice is once").isTrue();
  }

  @Test
  void anOpeningKeyOpensNothingMore() {
    GroupSignature signature = group.member("north").sign(MESSAGE);
    group.opening.destroy();
    assertThat(group.opening.isDestroyed()).isTrue();
    assertUseless(() -> group.opening.open(group.group, MESSAGE, signature, group.random));
    assertUseless(group.opening::toBytes);
    assertThat(group.opening.publicKey()).isEqualTo(group.group.opener());
  }

  @Test
  void aMembersSecretProvesNothingMoreAndItsKeySignsNothing() throws Exception {
    Credential credential = admit();
    MemberKey key = secret.accept(group.group, credential);
    assertThat(group.group.verify(MESSAGE, key.sign(MESSAGE).wire())).isTrue();
    secret.destroy();
    assertThat(secret.isDestroyed()).isTrue();
    assertThat(key.isDestroyed()).as("they share the secret").isTrue();
    assertUseless(() -> secret.requestJoin(group.group, "west", nonce, new byte[0], group.random));
    assertUseless(secret::toBytes);
    assertUseless(key::toBytes);
    assertUseless(() -> key.sign(MESSAGE));
    assertThat(secret.bytesToSign(group.group, "west"))
        .as("of the public half")
        .isEqualTo(request.registration().signedBytes(group.group));
    assertThat(secret.accept(group.group, credential).isDestroyed()).isTrue();
  }

  @Test
  void aMembersKeyTakesItsSuccessorsAlong() throws Exception {
    EpochUpdate update = group.issuing.nextEpoch(group.group, group.registry, group.random);
    MemberKey north = group.member("north");
    MemberKey next = north.advance(update).orElseThrow();
    next.destroy();
    assertThat(north.isDestroyed()).isTrue();
    assertUseless(() -> north.sign(MESSAGE));
    assertThat(north.advance(update).orElseThrow().isDestroyed()).isTrue();
    assertThat(group.member("south").isDestroyed()).isFalse();
  }

  @Test
  void copiesAreCopies() throws Exception {
    IssuingKey issuing = IssuingKey.fromBytes(group.issuing.toBytes());
    OpeningKey opening = OpeningKey.fromBytes(group.opening.toBytes());
    MemberSecret member = MemberSecret.fromBytes(secret.toBytes());
    MemberKey key = MemberKey.fromBytes(group.member("north").toBytes());
    issuing.destroy();
    opening.destroy();
    member.destroy();
    key.destroy();
    assertThat(secret.accept(group.group, admit()).isDestroyed()).isFalse();
    GroupSignature signature = group.member("north").sign(MESSAGE);
    assertThat(group.opening.open(group.group, MESSAGE, signature, group.random)).isNotNull();
  }

  /** What threads made before the key went is right; the rest is refused; nothing is in between. */
  @Test
  void whatIsSignedWhileTheKeyIsDestroyedIsRightOrNotGivenOut() throws Exception {
    for (int round = 0; round < 6; round++) {
      MemberKey key = MemberKey.fromBytes(group.member("north").toBytes());
      List<byte[]> signed = untilDestroyed(key::destroy, () -> key.sign(MESSAGE).wire());
      List<SignedMessage> batch =
          signed.stream().map(each -> new SignedMessage(0, MESSAGE, each)).toList();
      assertThat(BatchVerifier.of(group.group).verify(batch).allValid()).isTrue();
    }
  }

  @Test
  void whatIsReissuedWhileTheKeyIsDestroyedIsRightOrNotGivenOut() throws Exception {
    for (int round = 0; round < 6; round++) {
      IssuingKey key = IssuingKey.fromBytes(group.issuing.toBytes());
      List<byte[]> updates =
          untilDestroyed(
              key::destroy,
              () -> key.nextEpoch(group.group, group.registry, new SecureRandom()).toBytes());
      for (byte[] update : updates) {
        assertThat(EpochUpdate.fromBytes(update).verify(group.group).epoch()).isEqualTo(1);
      }
    }
  }

  /** Makes something again and again. */
  private interface Maker {
    byte[] make() throws GroupSignatureException;
  }

  private static List<byte[]> untilDestroyed(Runnable destroy, Maker maker) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CountDownLatch begun = new CountDownLatch(2);
    try {
      List<Future<List<byte[]>>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        results.add(threads.submit(() -> makeWhileItGoes(maker, begun)));
      }
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      destroy.run();
      List<byte[]> all = new ArrayList<>();
      for (Future<List<byte[]>> result : results) {
        all.addAll(result.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<byte[]> makeWhileItGoes(Maker maker, CountDownLatch begun)
      throws GroupSignatureException {
    List<byte[]> made = new ArrayList<>();
    while (true) {
      try {
        made.add(maker.make());
        begun.countDown();
      } catch (IllegalStateException destroyed) {
        return made;
      }
    }
  }
}
