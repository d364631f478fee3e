package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to call a {@code Signature}. */
class SignatureTest {
  private static final byte[] MESSAGE = "in three pieces".getBytes(StandardCharsets.UTF_8);
  private static Fixture fixture;

  private Signature signature;

  @BeforeAll
  static void makeGroup() throws Exception {
    fixture = new Fixture();
  }

  @BeforeEach
  void getInstance() throws Exception {
    signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE, fixture.provider);
  }

  @Test
  void oneShotAndPiecesAreTheSame() throws Exception {
    byte[] whole = sign();
    assertThat(whole).hasSize(1120);
    signature.initVerify(fixture.group);
    signature.update(MESSAGE[0]);
    signature.update(MESSAGE, 1, 4);
    signature.update(ByteBuffer.wrap(MESSAGE, 5, MESSAGE.length - 5));
    assertThat(signature.verify(whole)).isTrue();

    signature.initSign(fixture.signer);
    signature.update(MESSAGE, 0, 3);
    signature.update(
        ByteBuffer.allocateDirect(MESSAGE.length - 3).put(MESSAGE, 3, MESSAGE.length - 3).flip());
    assertThat(verifies(MESSAGE, signature.sign())).isTrue();
  }

  @Test
  void canBeUsedAgainWithoutInit() throws Exception {
    signature.initSign(fixture.signer);
    for (int i = 0; i < 3; i++) {
      signature.update((byte) i);
      assertThat(verifies(new byte[] {(byte) i}, signature.sign())).isTrue();
      signature.initSign(fixture.signer);
    }
    byte[] good = sign();
    signature.initVerify(fixture.group);
    signature.update(MESSAGE);
    assertThat(signature.verify(good)).isTrue();
    signature.update(MESSAGE);
    assertThat(signature.verify(good)).isTrue();
    assertThat(signature.verify(good)).as("without the message").isFalse();
    signature.update(MESSAGE);
    assertThat(signature.verify(new byte[1120])).isFalse();
    signature.update(MESSAGE);
    assertThat(signature.verify(good)).as("after a false one").isTrue();
  }

  @Test
  void signingTwiceInARowSignsTheSecondMessageAlone() throws Exception {
    signature.initSign(fixture.signer);
    signature.update(MESSAGE);
    byte[] first = signature.sign();
    signature.update((byte) 9);
    byte[] second = signature.sign();
    byte[] third = signature.sign();
    assertThat(verifies(MESSAGE, first)).isTrue();
    assertThat(verifies(new byte[] {9}, second)).isTrue();
    assertThat(verifies(new byte[0], third)).isTrue();
  }

  @Test
  void initForgetsWhatWasUpdated() throws Exception {
    signature.initSign(fixture.signer);
    signature.update((byte) 1);
    signature.initSign(fixture.signer);
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    signature.initVerify(fixture.group);
    signature.update((byte) 1);
    signature.initVerify(fixture.group);
    signature.update(MESSAGE);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void signsIntoABuffer() throws Exception {
    signature.initSign(fixture.signer);
    signature.update(MESSAGE);
    byte[] out = new byte[2000];
    assertThat(signature.sign(out, 100, 1500)).isEqualTo(1120);
    assertThat(verifies(MESSAGE, Arrays.copyOfRange(out, 100, 1220))).isTrue();
    signature.initVerify(fixture.group);
    signature.update(MESSAGE);
    assertThat(signature.verify(out, 100, 1120)).isTrue();
    signature.initSign(fixture.signer);
    assertThatThrownBy(() -> signature.sign(new byte[1119], 0, 1119))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void theStorageFormIsChosenByParameter() throws Exception {
    signature.setParameter(SignatureFormParameterSpec.STORAGE);
    signature.initSign(fixture.signer);
    signature.update(MESSAGE);
    byte[] compact = signature.sign();
    assertThat(compact).hasSize(640);
    assertThat(verifies(MESSAGE, compact)).isTrue();
    signature.setParameter(SignatureFormParameterSpec.WIRE);
    signature.initSign(fixture.signer);
    assertThat(signature.sign()).hasSize(1120);
    assertThatThrownBy(() -> signature.setParameter(PSSParameterSpec.DEFAULT))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> signature.setParameter(null))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void malformedSignaturesAreFalseAndNeverThrow() throws Exception {
    byte[] good = sign();
    for (int length : new int[] {0, 1, 639, 640, 641, 1119, 1121, 5000}) {
      assertThat(verifies(MESSAGE, Arrays.copyOf(good, length))).isFalse();
    }
    byte[] junk = new byte[1120];
    for (int i = 0; i < 50; i++) {
      fixture.random.nextBytes(junk);
      assertThat(verifies(MESSAGE, junk)).isFalse();
    }
  }

  @Test
  void wrongKeysAreRefusedAtInit() throws Exception {
    KeyPair elliptic = KeyPairGenerator.getInstance("EC").generateKeyPair();
    for (PublicKey wrong :
        new PublicKey[] {
          elliptic.getPublic(),
          fixture.issuer.getPublic(),
          fixture.opener.getPublic(),
          fixture.member.getPublic(),
          null
        }) {
      assertThatThrownBy(() -> signature.initVerify(wrong)).isInstanceOf(InvalidKeyException.class);
    }
    assertThatThrownBy(() -> signature.initSign(elliptic.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> signature.initSign(fixture.issuer.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> signature.initSign(fixture.opener.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> signature.initSign(fixture.member.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void useBeforeInitThrows() {
    assertThatThrownBy(() -> signature.update(MESSAGE)).isInstanceOf(SignatureException.class);
    assertThatThrownBy(() -> signature.sign()).isInstanceOf(SignatureException.class);
    assertThatThrownBy(() -> signature.verify(new byte[1120]))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void aDestroyedKeyCannotSign() throws Exception {
    Fixture own = new Fixture();
    signature.initSign(own.signer);
    signature.update(MESSAGE);
    own.signer.destroy();
    assertThat(own.signer.isDestroyed()).isTrue();
    assertThatThrownBy(signature::sign).isInstanceOf(SignatureException.class);
  }

  @Test
  void theCallersRandomnessIsUsedAndHedged() throws Exception {
    SecureRandom given = new org.healthchain.crypto.groupsignature.SeededRandom("jca");
    signature.initSign(fixture.signer, given);
    signature.update(MESSAGE);
    byte[] one = signature.sign();
    MemberKey key = ((GroupSchemePrivateKey) fixture.signer).as(MemberKey.class);
    byte[] two =
        key.sign(MESSAGE, new org.healthchain.crypto.groupsignature.SeededRandom("jca")).wire();
    assertThat(one).isEqualTo(two);
  }

  @Test
  @SuppressWarnings("deprecation")
  void thereAreNoParametersByName() {
    assertThatThrownBy(() -> signature.setParameter("form", "wire"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> signature.getParameter("form"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void messagesAreBounded() throws Exception {
    signature.initSign(fixture.signer);
    signature.update(new byte[GroupSignatureSpi.MAX_MESSAGE_BYTES]);
    assertThatThrownBy(() -> signature.update((byte) 0)).isInstanceOf(SignatureException.class);
    assertThatThrownBy(() -> signature.update(new byte[2])).isInstanceOf(SignatureException.class);
    signature.initSign(fixture.signer);
    signature.update((byte) 0);
    byte[] tooMany = new byte[GroupSignatureSpi.MAX_MESSAGE_BYTES];
    assertThatThrownBy(() -> signature.update(tooMany)).isInstanceOf(SignatureException.class);
    signature.update(tooMany, 0, tooMany.length - 1);
    signature.initVerify(fixture.group);
    signature.update(tooMany);
    assertThatThrownBy(() -> signature.update(tooMany)).isInstanceOf(SignatureException.class);
  }

  private byte[] sign() throws Exception {
    signature.initSign(fixture.signer);
    signature.update(MESSAGE);
    return signature.sign();
  }

  private boolean verifies(byte[] message, byte[] signed) throws Exception {
    Signature verifier = Signature.getInstance(Algorithms.GROUP_SIGNATURE, fixture.provider);
    verifier.initVerify(fixture.group);
    verifier.update(message);
    return verifier.verify(signed);
  }
}
