package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.healthchain.crypto.groupsignature.GroupParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One key has one encoding in DER; what BER would take besides is refused. */
class KeyEncodingsTest {
  private static final int SEQUENCE = 0x30;
  private static final int TWO_BYTES_OF_LENGTH = 0x82;
  private static final int MAX_ENCODED_BYTES = 4096;

  private static Fixture fixture;
  private static KeyFactory factory;

  @BeforeAll
  static void makeGroup() throws Exception {
    fixture = new Fixture();
    factory = KeyFactory.getInstance(Algorithms.GROUP_SIGNATURE, fixture.provider);
  }

  private static PublicKey readPublic(byte[] bytes) throws InvalidKeySpecException {
    return factory.generatePublic(new X509EncodedKeySpec(bytes));
  }

  private static PrivateKey readPrivate(byte[] bytes) throws InvalidKeySpecException {
    return factory.generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  /** 30 82 hh ll becomes 30 83 00 hh ll, which BER allows and DER does not. */
  private static byte[] withNeedlessLengthByte(byte[] der) {
    assertThat(der[0]).isEqualTo((byte) SEQUENCE);
    assertThat(der[1]).isEqualTo((byte) TWO_BYTES_OF_LENGTH);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(SEQUENCE);
    out.write(TWO_BYTES_OF_LENGTH + 1);
    out.write(0);
    out.write(der, 2, der.length - 2);
    return out.toByteArray();
  }

  /** 30 80 ... 00 00. */
  private static byte[] withIndefiniteLength(byte[] der) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(SEQUENCE);
    out.write(0x80);
    out.write(der, 4, der.length - 4);
    out.write(0);
    out.write(0);
    return out.toByteArray();
  }

  @Test
  void otherEncodingsOfPublicKeysAreRefused() throws Exception {
    byte[] der = fixture.group.getEncoded();
    assertThat(readPublic(der)).isEqualTo(fixture.group);
    for (byte[] other :
        List.of(
            withNeedlessLengthByte(der),
            withIndefiniteLength(der),
            Arrays.copyOf(der, der.length + 1))) {
      assertThatThrownBy(() -> readPublic(other)).isInstanceOf(InvalidKeySpecException.class);
    }
  }

  @Test
  void otherEncodingsOfPrivateKeysAreRefused() throws Exception {
    byte[] der = fixture.signer.getEncoded();
    assertThat(readPrivate(der)).isEqualTo(fixture.signer);
    for (byte[] other :
        List.of(
            withNeedlessLengthByte(der),
            withIndefiniteLength(der),
            Arrays.copyOf(der, der.length + 1))) {
      assertThatThrownBy(() -> readPrivate(other)).isInstanceOf(InvalidKeySpecException.class);
    }
  }

  @Test
  void longFilesAreNotEvenParsed() {
    assertTooLong(MAX_ENCODED_BYTES, false);
    assertTooLong(MAX_ENCODED_BYTES + 1, true);
    assertTooLong(1 << 20, true);
  }

  private static void assertTooLong(int length, boolean tooLong) {
    byte[] bytes = new byte[length];
    assertThatThrownBy(() -> readPublic(bytes))
        .isInstanceOf(InvalidKeySpecException.class)
        .satisfies(e -> assertThat(e.getMessage().contains("too long")).isEqualTo(tooLong));
    assertThatThrownBy(() -> readPrivate(bytes))
        .isInstanceOf(InvalidKeySpecException.class)
        .satisfies(e -> assertThat(e.getMessage().contains("too long")).isEqualTo(tooLong));
  }

  @Test
  void aPrivateKeyCanBeDestroyed() throws Exception {
    PrivateKey key = readPrivate(fixture.signer.getEncoded());
    assertThat(key.isDestroyed()).isFalse();
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
    assertThat(fixture.signer.isDestroyed()).as("a copy is a copy").isFalse();
  }

  @Test
  void keysOfThePlainApiBecomeKeysOfThePlatformAndBack() throws Exception {
    GroupParameters parameters = GroupParameters.of("plain");
    IssuingKey issuing = IssuingKey.generate(parameters, fixture.random);
    OpeningKey opening = OpeningKey.generate(parameters, fixture.random);
    MemberSecret secret = MemberSecret.generate(parameters, fixture.random);
    GroupPublicKey group = GroupPublicKey.of(issuing.publicKey(), opening.publicKey());
    MemberKey member = ((GroupSchemePrivateKey) fixture.signer).as(MemberKey.class);
    assertThat(GroupSchemePrivateKey.of(issuing).as(IssuingKey.class)).isSameAs(issuing);
    assertThat(GroupSchemePrivateKey.of(opening).as(OpeningKey.class)).isSameAs(opening);
    assertThat(GroupSchemePrivateKey.of(secret).as(MemberSecret.class)).isSameAs(secret);
    assertThat(GroupSchemePrivateKey.of(member)).isEqualTo(fixture.signer);
    assertThat(GroupSchemePublicKey.of(group).as(GroupPublicKey.class)).isSameAs(group);
    assertThat(GroupSchemePublicKey.of(issuing.publicKey())).isNotNull();
    assertThat(GroupSchemePublicKey.of(opening.publicKey())).isNotNull();
    assertThat(GroupSchemePublicKey.of(secret.publicKey())).isNotNull();
    assertThat(GroupSchemePublicKey.of(group))
        .isNotEqualTo(GroupSchemePublicKey.of(issuing.publicKey()))
        .hasToString("GroupPublicKey[plain, epoch 0]");
  }
}
