package org.healthchain.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.healthchain.crypto.envelope.EnvelopeException.Reason;
import org.healthchain.crypto.groupsignature.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope: sealing, opening, and everything that must be refused (FR-1, FR-6, NFR-5). */
class EnvelopeTest {
  private static final byte[] AAD = "header".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TEXT = "visit".getBytes(StandardCharsets.UTF_8);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Offsets of the fields of an envelope for one recipient. */
  private static final int THRESHOLD = 2;

  private static final int COUNT = 3;
  private static final int WRAP_ALGORITHM = 4;
  private static final int KEY_ID = 5;
  private static final int WRAPPED_LENGTH = 37;
  private static final int WRAPPED = 39;
  private static final int COMMITMENT = 423;
  private static final int NONCE = 455;
  private static final int PADDED_LENGTH = 467;
  private static final int CIPHERTEXT = 471;

  private static final KeyPair TODAY = newKeyPair();
  private static final KeyPair TOMORROW = newKeyPair();

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0} bytes of text make an envelope of {1}")
  @CsvSource({"0,999", "508,999", "509,1511", "1020,1511", "1021,2535", "4096,8679"})
  void opensWhatWasSealedAndHidesItsLength(int length, int sealedLength) throws Exception {
    byte[] text = new byte[length];
    RANDOM.nextBytes(text);
    byte[] sealed = Envelope.seal(TODAY.getPublic(), text, AAD, RANDOM).toBytes();
    assertThat(sealed).hasSize(sealedLength);
    assertThat(Envelope.sealedBytes(length)).isEqualTo(sealedLength);
    assertThat(Envelope.parse(sealed).open(TODAY.getPrivate(), AAD)).isEqualTo(text);
  }

  @Test
  void namesItsRecipientsByTheHashOfTheirPublicKeys() throws Exception {
    Envelope envelope = sealed();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(TODAY.getPublic().getEncoded());
    assertThat(envelope.recipients()).containsExactly(KeyId.of(hash));
    assertThat(envelope.recipients().get(0).toBytes()).isEqualTo(hash);
    assertThat(Arrays.copyOfRange(envelope.toBytes(), KEY_ID, WRAPPED_LENGTH)).isEqualTo(hash);
  }

  @Test
  void anyOfSeveralRecipientsOpens() throws Exception {
    Envelope envelope =
        Envelope.seal(List.of(TODAY.getPublic(), TOMORROW.getPublic()), TEXT, AAD, RANDOM);
    Envelope parsed = Envelope.parse(envelope.toBytes());
    assertThat(parsed).isEqualTo(envelope).hasSameHashCodeAs(envelope);
    assertThat(parsed.open(TODAY.getPrivate(), AAD)).isEqualTo(TEXT);
    assertThat(parsed.open(TOMORROW.getPrivate(), AAD)).isEqualTo(TEXT);
    assertThat(parsed.open(KeyId.of(TOMORROW.getPublic()), TOMORROW.getPrivate(), AAD))
        .isEqualTo(TEXT);
  }

  @Test
  void nobodyElseOpens() {
    assertReason(Reason.NOT_A_RECIPIENT, () -> sealed().open(TOMORROW.getPrivate(), AAD));
    KeyId claimed = KeyId.of(TODAY.getPublic());
    assertReason(Reason.NOT_AUTHENTIC, () -> sealed().open(claimed, TOMORROW.getPrivate(), AAD));
  }

  @Test
  void opensForItsOwnAssociatedDataOnly() {
    assertReason(Reason.NOT_AUTHENTIC, () -> sealed().open(TODAY.getPrivate(), new byte[0]));
    byte[] longer = Arrays.copyOf(AAD, AAD.length + 1);
    assertReason(Reason.NOT_AUTHENTIC, () -> sealed().open(TODAY.getPrivate(), longer));
  }

  @Test
  void aChangeOfAnyByteIsFound() throws Exception {
    byte[] bytes = sealed().toBytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> Envelope.parse(changed).open(TODAY.getPrivate(), AAD))
          .as("byte %d", i)
          .isInstanceOf(EnvelopeException.class);
    }
  }

  @Test
  void everyLengthButTheRightOneIsMalformed() {
    byte[] bytes = sealed().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertReason(Reason.MALFORMED, () -> Envelope.parse(cut));
    }
    assertReason(Reason.MALFORMED, () -> Envelope.parse(Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @ParameterizedTest(name = "byte {0} set to {1} is {2}")
  @CsvSource({
    "0,0,UNSUPPORTED",
    "0,2,UNSUPPORTED",
    "1,0,UNSUPPORTED",
    "1,2,UNSUPPORTED",
    "2,0,UNSUPPORTED",
    "2,2,UNSUPPORTED",
    "3,0,MALFORMED",
    "3,17,MALFORMED",
    "3,255,MALFORMED",
    "4,0,UNSUPPORTED",
    "4,2,UNSUPPORTED",
    "37,0,MALFORMED",
    "38,0,MALFORMED",
    "467,1,MALFORMED",
    "467,255,MALFORMED",
    "469,3,MALFORMED",
    "470,1,MALFORMED",
  })
  void headerFieldsAreChecked(int offset, int value, Reason reason) {
    byte[] bytes = sealed().toBytes();
    bytes[offset] = (byte) value;
    assertReason(reason, () -> Envelope.parse(bytes));
  }

  @Test
  void theOffsetsAboveAreThoseOfTheFormat() {
    byte[] bytes = sealed().toBytes();
    assertThat(bytes[0]).isEqualTo((byte) 1);
    assertThat(bytes[1]).isEqualTo((byte) 1);
    assertThat(bytes[THRESHOLD]).isEqualTo((byte) 1);
    assertThat(bytes[COUNT]).isEqualTo((byte) 1);
    assertThat(bytes[WRAP_ALGORITHM]).isEqualTo((byte) 1);
    assertThat(ByteBuffer.wrap(bytes).getShort(WRAPPED_LENGTH)).isEqualTo((short) 384);
    assertThat(COMMITMENT - WRAPPED).isEqualTo(384);
    assertThat(NONCE - COMMITMENT).isEqualTo(32);
    assertThat(PADDED_LENGTH - NONCE).isEqualTo(12);
    assertThat(ByteBuffer.wrap(bytes).getInt(PADDED_LENGTH)).isEqualTo(512);
    assertThat(bytes).hasSize(CIPHERTEXT + 512 + 16);
  }

  @Test
  void partsOfTwoEnvelopesDoNotMix() {
    byte[] one = sealed().toBytes();
    byte[] two = sealed().toBytes();
    int[][] fields = {
      {KEY_ID, WRAPPED_LENGTH},
      {WRAPPED, COMMITMENT},
      {COMMITMENT, NONCE},
      {NONCE, PADDED_LENGTH},
      {CIPHERTEXT, one.length}
    };
    for (int[] field : fields) {
      byte[] mixed = one.clone();
      System.arraycopy(two, field[0], mixed, field[0], field[1] - field[0]);
      if (!Arrays.equals(mixed, one)) {
        assertReason(
            Reason.NOT_AUTHENTIC, () -> Envelope.parse(mixed).open(TODAY.getPrivate(), AAD));
      }
    }
  }

  @Test
  void aRecipientCannotBeTakenOffOrPutInAnotherPlace() throws Exception {
    byte[] both =
        Envelope.seal(List.of(TODAY.getPublic(), TOMORROW.getPublic()), TEXT, AAD, RANDOM)
            .toBytes();
    int each = COMMITMENT - WRAP_ALGORITHM;
    byte[] without = new byte[both.length - each];
    System.arraycopy(both, 0, without, 0, COMMITMENT);
    System.arraycopy(both, COMMITMENT + each, without, COMMITMENT, without.length - COMMITMENT);
    without[COUNT] = 1;
    assertReason(Reason.NOT_AUTHENTIC, () -> Envelope.parse(without).open(TODAY.getPrivate(), AAD));

    byte[] swapped = both.clone();
    System.arraycopy(both, WRAP_ALGORITHM, swapped, COMMITMENT, each);
    System.arraycopy(both, COMMITMENT, swapped, WRAP_ALGORITHM, each);
    assertReason(Reason.NOT_AUTHENTIC, () -> Envelope.parse(swapped).open(TODAY.getPrivate(), AAD));

    byte[] twice = both.clone();
    System.arraycopy(both, WRAP_ALGORITHM, twice, COMMITMENT, each);
    assertReason(Reason.MALFORMED, () -> Envelope.parse(twice));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void otherRsaLengthsAreRefused(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    PublicKey key = generator.generateKeyPair().getPublic();
    assertThatThrownBy(() -> Envelope.seal(key, TEXT, AAD, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherKindsOfKeysAreRefused() throws Exception {
    KeyPair elliptic = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThatThrownBy(() -> Envelope.seal(elliptic.getPublic(), TEXT, AAD, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sealed().open(elliptic.getPrivate(), AAD))
        .isInstanceOf(IllegalArgumentException.class);
    KeyId claimed = KeyId.of(TODAY.getPublic());
    assertReason(Reason.NOT_AUTHENTIC, () -> sealed().open(claimed, elliptic.getPrivate(), AAD));
  }

  @Test
  void recipientsAreBoundedAndDistinct() {
    assertThatThrownBy(() -> Envelope.seal(List.of(), TEXT, AAD, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    List<PublicKey> twice = List.of(TODAY.getPublic(), TODAY.getPublic());
    assertThatThrownBy(() -> Envelope.seal(twice, TEXT, AAD, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    List<PublicKey> many = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      many.add(TODAY.getPublic());
    }
    assertThatThrownBy(() -> Envelope.seal(many, TEXT, AAD, RANDOM))
        .hasMessageContaining("1 to 16");
  }

  @Test
  void sizesAreBounded() throws Exception {
    byte[] longest = new byte[Envelope.MAX_PLAINTEXT_BYTES];
    byte[] aad = new byte[Envelope.MAX_AAD_BYTES];
    Envelope envelope = Envelope.seal(TODAY.getPublic(), longest, aad, RANDOM);
    assertThat(envelope.open(TODAY.getPrivate(), aad)).isEqualTo(longest);
    byte[] tooLong = new byte[longest.length + 1];
    assertThatThrownBy(() -> Envelope.seal(TODAY.getPublic(), tooLong, AAD, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] tooMuch = new byte[aad.length + 1];
    assertThatThrownBy(() -> Envelope.seal(TODAY.getPublic(), TEXT, tooMuch, RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> envelope.open(TODAY.getPrivate(), tooMuch))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Envelope.sealedBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Envelope.sealedBytes(tooLong.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyEnvelopeHasItsOwnKey() {
    byte[] one = sealed().toBytes();
    byte[] two = sealed().toBytes();
    assertThat(Arrays.copyOfRange(one, COMMITMENT, NONCE))
        .isNotEqualTo(Arrays.copyOfRange(two, COMMITMENT, NONCE));
    assertThat(Arrays.copyOfRange(one, CIPHERTEXT, one.length))
        .isNotEqualTo(Arrays.copyOfRange(two, CIPHERTEXT, two.length));
  }

  @Test
  void theSameRandomnessGivesTheSameEnvelope() {
    Envelope one = Envelope.seal(TODAY.getPublic(), TEXT, AAD, new SeededRandom("envelope"));
    Envelope two = Envelope.seal(TODAY.getPublic(), TEXT, AAD, new SeededRandom("envelope"));
    assertThat(one).isEqualTo(two);
    assertThat(one.toString()).contains(KeyId.of(TODAY.getPublic()).toHex()).contains("528 bytes");
  }

  @Test
  void manyThreadsSealAndOpenAtOnce() throws Exception {
    Envelope shared = sealed();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> results = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        byte[] text = {(byte) i};
        results.add(
            threads.submit(
                () -> {
                  assertThat(shared.open(TODAY.getPrivate(), AAD)).isEqualTo(TEXT);
                  Envelope own = Envelope.seal(TODAY.getPublic(), text, AAD, RANDOM);
                  return Envelope.parse(own.toBytes()).open(TODAY.getPrivate(), AAD);
                }));
      }
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).containsExactly(i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Envelope sealed() {
    return Envelope.seal(TODAY.getPublic(), TEXT, AAD, RANDOM);
  }

  /** Something that may refuse an envelope. */
  private interface Attempt {
    Object run() throws Exception;
  }

  private static void assertReason(Reason reason, Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            EnvelopeException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
