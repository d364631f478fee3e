package org.healthchain.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One algorithm, one length, and nothing else passes for a recipient's key. */
class EnvelopeKeysTest {
  private static KeyPair keys;
  private static KeyPair shorter;
  private static KeyPair elliptic;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = EnvelopeKeys.generate(new SecureRandom());
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    shorter = rsa.generateKeyPair();
    elliptic = KeyPairGenerator.getInstance("EC").generateKeyPair();
  }

  @Test
  void aFreshPairFitsAndComesBackFromItsEncodings() throws Exception {
    assertThat(((RSAPublicKey) keys.getPublic()).getModulus().bitLength()).isEqualTo(3072);
    assertThat(EnvelopeKeys.fits(keys.getPublic())).isTrue();
    assertThat(EnvelopeKeys.fits(keys.getPrivate())).isTrue();
    assertThat(EnvelopeKeys.readPublic(keys.getPublic().getEncoded())).isEqualTo(keys.getPublic());
    assertThat(EnvelopeKeys.readPrivate(keys.getPrivate().getEncoded()))
        .isEqualTo(keys.getPrivate());
  }

  @Test
  void whatIsReadOpensWhatWasSealed() throws Exception {
    byte[] text = {1, 2, 3};
    byte[] aad = {4};
    Envelope sealed =
        Envelope.seal(
            EnvelopeKeys.readPublic(keys.getPublic().getEncoded()), text, aad, new SecureRandom());
    assertThat(sealed.open(EnvelopeKeys.readPrivate(keys.getPrivate().getEncoded()), aad))
        .isEqualTo(text);
  }

  @Test
  void anotherLengthIsRefused() {
    assertThat(EnvelopeKeys.fits(shorter.getPublic())).isFalse();
    assertThat(EnvelopeKeys.fits(shorter.getPrivate())).isFalse();
    assertRefused(shorter);
  }

  @Test
  void anotherAlgorithmIsRefused() {
    assertThat(EnvelopeKeys.fits(elliptic.getPublic())).isFalse();
    assertRefused(elliptic);
  }

  @Test
  void bytesThatAreNoKeyAreRefused() {
    assertThatThrownBy(() -> EnvelopeKeys.readPublic(new byte[0]))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> EnvelopeKeys.readPrivate(new byte[] {0x30, 0}))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> EnvelopeKeys.readPublic(keys.getPrivate().getEncoded()))
        .isInstanceOf(InvalidKeySpecException.class);
  }

  private static void assertRefused(KeyPair pair) {
    assertThatThrownBy(() -> EnvelopeKeys.readPublic(pair.getPublic().getEncoded()))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> EnvelopeKeys.readPrivate(pair.getPrivate().getEncoded()))
        .isInstanceOf(InvalidKeySpecException.class);
  }
}
