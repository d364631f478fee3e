package org.healthchain.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The last value that is taken and the first that is not, for every bound of the envelope. */
class EnvelopeBoundsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] TEXT = {1, 2, 3};
  private static final byte[] AAD = {4};
  private static final int NONCE = 455;
  private static KeyPair keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    keys = generator.generateKeyPair();
  }

  /** Encrypts, and nobody can decrypt: a modulus without known factors. */
  private static PublicKey someKey() {
    try {
      BigInteger modulus = new BigInteger(3072, RANDOM).setBit(3071).setBit(0);
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static List<PublicKey> recipients(int count) {
    List<PublicKey> recipients = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      recipients.add(someKey());
    }
    recipients.add(keys.getPublic());
    return recipients;
  }

  @Test
  void sixteenRecipientsAreTakenAndSeventeenAreNot() throws Exception {
    List<PublicKey> sixteen = recipients(Envelope.MAX_RECIPIENTS);
    Envelope envelope = Envelope.parse(Envelope.seal(sixteen, TEXT, AAD, RANDOM).toBytes());
    assertThat(envelope.recipients()).hasSize(16).containsExactlyElementsOf(ids(sixteen));
    assertThat(envelope.open(keys.getPrivate(), AAD)).isEqualTo(TEXT);
    List<PublicKey> seventeen = recipients(Envelope.MAX_RECIPIENTS + 1);
    assertThatThrownBy(() -> Envelope.seal(seventeen, TEXT, AAD, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<KeyId> ids(List<PublicKey> recipients) {
    return recipients.stream().map(key -> KeyId.of(key)).toList();
  }

  @Test
  void aCountOfRecipientsBeyondSixteenIsMalformed() {
    byte[] sealed = Envelope.seal(keys.getPublic(), TEXT, AAD, RANDOM).toBytes();
    for (int count : new int[] {0, 17, 127, 128, 255}) {
      byte[] changed = sealed.clone();
      changed[3] = (byte) count;
      assertThatThrownBy(() -> Envelope.parse(changed))
          .isInstanceOfSatisfying(
              EnvelopeException.class,
              e -> assertThat(e.reason()).isEqualTo(EnvelopeException.Reason.MALFORMED));
    }
  }

  @Test
  void theLongestTextFitsAndItsSizeIsKnownBefore() throws Exception {
    int most = Envelope.MAX_PLAINTEXT_BYTES;
    assertThat(most).isEqualTo((1 << 20) - 4);
    byte[] sealed = Envelope.seal(keys.getPublic(), new byte[most], AAD, RANDOM).toBytes();
    assertThat(Envelope.sealedBytes(most)).isEqualTo(sealed.length).isEqualTo((1 << 20) + 487);
    assertThat(Envelope.parse(sealed).open(keys.getPrivate(), AAD)).hasSize(most);
    assertThat(Envelope.sealedBytes(0)).isEqualTo(999);
    for (int no : new int[] {-1, most + 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> Envelope.sealedBytes(no))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void everyEnvelopeHasItsOwnNonceAndCommitment() {
    Set<String> nonces = new HashSet<>();
    Set<String> commitments = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      byte[] bytes = Envelope.seal(keys.getPublic(), TEXT, AAD, RANDOM).toBytes();
      byte[] nonce = Arrays.copyOfRange(bytes, NONCE, NONCE + 12);
      assertThat(nonce).isNotEqualTo(new byte[12]);
      nonces.add(Arrays.toString(nonce));
      commitments.add(Arrays.toString(Arrays.copyOfRange(bytes, NONCE - 32, NONCE)));
    }
    assertThat(nonces).hasSize(5);
    assertThat(commitments).hasSize(5);
  }

  @Test
  void envelopesAreEqualByContent() throws Exception {
    Envelope one = Envelope.seal(keys.getPublic(), TEXT, AAD, RANDOM);
    Envelope same = Envelope.parse(one.toBytes());
    Envelope other = Envelope.seal(keys.getPublic(), TEXT, AAD, RANDOM);
    assertThat(same).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one).isNotEqualTo(other).isNotEqualTo(null).isNotEqualTo("an envelope");
  }

  @Test
  void entriesOfRecipientsAreEqualByContent() {
    KeyWrap algorithm = KeyWrap.RSA_3072_OAEP_SHA_256;
    KeyId id = KeyId.of(new byte[32]);
    KeyId otherId = KeyId.of(keys.getPublic());
    Recipient one = new Recipient(algorithm, id, new byte[] {1});
    assertThat(one)
        .isEqualTo(new Recipient(algorithm, id, new byte[] {1}))
        .hasSameHashCodeAs(new Recipient(algorithm, id, new byte[] {1}))
        .isNotEqualTo(new Recipient(algorithm, otherId, new byte[] {1}))
        .isNotEqualTo(new Recipient(algorithm, id, new byte[] {2}))
        .isNotEqualTo(new Recipient(null, id, new byte[] {1}))
        .isNotEqualTo("a recipient");
  }

  @Test
  void aRecipientsBytesAreCopiedInAndOut() {
    byte[] wrapped = {1, 2};
    Recipient recipient =
        new Recipient(KeyWrap.RSA_3072_OAEP_SHA_256, KeyId.of(new byte[32]), wrapped);
    wrapped[0] = 9;
    recipient.wrapped()[1] = 9;
    assertThat(recipient.wrapped()).containsExactly(1, 2);
  }

  @Test
  void keyIdsAreWrittenInHexadecimal() {
    byte[] value = new byte[32];
    value[0] = (byte) 0xab;
    value[31] = 1;
    KeyId id = KeyId.of(value);
    value[0] = 0;
    assertThat(id.toHex()).isEqualTo("ab" + "00".repeat(30) + "01").isEqualTo(id.toString());
    assertThat(id.toBytes()[0]).isEqualTo((byte) 0xab);
    for (int length : new int[] {0, 31, 33}) {
      assertThatThrownBy(() -> KeyId.of(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A key inside a token: it shows neither its numbers nor an encoding. */
  @Test
  void aPrivateKeyThatTellsNothingIsNotAskedForItsPublicHalf() {
    PrivateKey inToken =
        new PrivateKey() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getAlgorithm() {
            return "RSA";
          }

          @Override
          public String getFormat() {
            return null;
          }

          @Override
          public byte[] getEncoded() {
            return null;
          }
        };
    Envelope envelope = Envelope.seal(keys.getPublic(), TEXT, AAD, RANDOM);
    assertThatThrownBy(() -> envelope.open(inToken, AAD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public half");
    KeyId id = KeyId.of(keys.getPublic());
    assertThatThrownBy(() -> envelope.open(id, inToken, AAD))
        .as("nor does any provider here know how to use it")
        .isInstanceOf(EnvelopeException.class);
  }
}
