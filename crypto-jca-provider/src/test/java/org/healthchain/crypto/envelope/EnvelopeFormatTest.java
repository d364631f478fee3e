package org.healthchain.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * The envelope as FORMATS.md says, written a second time from the words alone: what one seals the
 * other opens. And the envelopes that only somebody who holds the content key could make wrongly.
 */
class EnvelopeFormatTest {
  private static final byte[] TEXT = "visit".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AAD = "header".getBytes(StandardCharsets.UTF_8);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeyPair KEYS = newKeyPair();
  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256",
          "MGF1",
          MGF1ParameterSpec.SHA256,
          new PSource.PSpecified(ascii("HealthChain/envelope/v1/rsa-oaep")));

  @Test
  void theSecondImplementationOpensOurs() throws Exception {
    for (int length : new int[] {0, 1, 508, 509, 3000}) {
      byte[] text = new byte[length];
      RANDOM.nextBytes(text);
      byte[] sealed = Envelope.seal(KEYS.getPublic(), text, AAD, RANDOM).toBytes();
      assertThat(open(sealed)).isEqualTo(text);
    }
  }

  @Test
  void weOpenTheSecondImplementations() throws Exception {
    byte[] sealed = seal(padded(512, TEXT.length, TEXT), true);
    assertThat(Envelope.parse(sealed).open(KEYS.getPrivate(), AAD)).isEqualTo(TEXT);
    assertThat(Envelope.parse(sealed).toBytes()).isEqualTo(sealed);
  }

  @Test
  void aSealerCannotPadOtherwise() throws Exception {
    byte[] dirty = padded(512, TEXT.length, TEXT);
    dirty[511] = 1;
    byte[] tooLarge = padded(1024, TEXT.length, TEXT);
    byte[] tooLong = padded(512, 509, TEXT);
    byte[] negative = padded(512, -1, TEXT);
    for (byte[] wrong : new byte[][] {dirty, tooLarge, tooLong, negative}) {
      byte[] sealed = seal(wrong, true);
      assertThatThrownBy(() -> Envelope.parse(sealed).open(KEYS.getPrivate(), AAD))
          .isInstanceOf(EnvelopeException.class);
    }
  }

  @Test
  void aSealerCannotCommitToAnotherKey() throws Exception {
    byte[] sealed = seal(padded(512, TEXT.length, TEXT), false);
    assertThatThrownBy(() -> Envelope.parse(sealed).open(KEYS.getPrivate(), AAD))
        .isInstanceOf(EnvelopeException.class);
  }

  @Test
  void theErrorSaysTheSameWhateverIsWrongInside() throws Exception {
    byte[] good = seal(padded(512, TEXT.length, TEXT), true);
    byte[] wrapped = good.clone();
    wrapped[100] ^= 1;
    byte[] commitment = good.clone();
    commitment[430] ^= 1;
    byte[] nonce = good.clone();
    nonce[460] ^= 1;
    byte[] tag = good.clone();
    tag[tag.length - 1] ^= 1;
    String message = null;
    for (byte[] wrong : new byte[][] {wrapped, commitment, nonce, tag}) {
      EnvelopeException refused = null;
      try {
        Envelope.parse(wrong).open(KEYS.getPrivate(), AAD);
      } catch (EnvelopeException e) {
        refused = e;
      }
      assertThat(refused).isNotNull();
      assertThat(refused.getCause()).isNull();
      assertThat(message == null || message.equals(refused.getMessage())).isTrue();
      message = refused.getMessage();
    }
  }

  private static byte[] open(byte[] sealed) throws GeneralSecurityException, IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(sealed));
    assertThat(in.readInt()).isEqualTo(0x01010101);
    assertThat(in.readByte()).isEqualTo((byte) 1);
    assertThat(in.readNBytes(32))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(KEYS.getPublic().getEncoded()));
    byte[] wrapped = in.readNBytes(in.readUnsignedShort());
    byte[] commitment = in.readNBytes(32);
    byte[] nonce = in.readNBytes(12);
    int padded = in.readInt();
    byte[] ciphertext = in.readAllBytes();
    assertThat(ciphertext).hasSize(padded + 16);
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(Cipher.DECRYPT_MODE, KEYS.getPrivate(), OAEP);
    byte[] contentKey = rsa.doFinal(wrapped);
    assertThat(hmac(contentKey, "HealthChain/envelope/v1/commitment")).isEqualTo(commitment);
    byte[] header = Arrays.copyOf(sealed, sealed.length - ciphertext.length);
    byte[] text = gcm(Cipher.DECRYPT_MODE, contentKey, nonce, header).doFinal(ciphertext);
    int length = ByteBuffer.wrap(text).getInt();
    return Arrays.copyOfRange(text, 4, 4 + length);
  }

  private static byte[] seal(byte[] padded, boolean honest)
      throws GeneralSecurityException, IOException {
    byte[] contentKey = new byte[32];
    byte[] nonce = new byte[12];
    RANDOM.nextBytes(contentKey);
    RANDOM.nextBytes(nonce);
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(Cipher.ENCRYPT_MODE, KEYS.getPublic(), OAEP);
    byte[] wrapped = rsa.doFinal(contentKey);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x01010101);
    out.writeByte(1);
    out.write(MessageDigest.getInstance("SHA-256").digest(KEYS.getPublic().getEncoded()));
    out.writeShort(wrapped.length);
    out.write(wrapped);
    out.write(hmac(honest ? contentKey : new byte[32], "HealthChain/envelope/v1/commitment"));
    out.write(nonce);
    out.writeInt(padded.length);
    byte[] header = bytes.toByteArray();
    out.write(gcm(Cipher.ENCRYPT_MODE, contentKey, nonce, header).doFinal(padded));
    return bytes.toByteArray();
  }

  private static Cipher gcm(int mode, byte[] contentKey, byte[] nonce, byte[] header)
      throws GeneralSecurityException {
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] key = hmac(contentKey, "HealthChain/envelope/v1/aes-256-gcm");
    gcm.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    gcm.updateAAD(ascii("HealthChain/envelope/v1/aad"));
    gcm.updateAAD(ByteBuffer.allocate(4).putInt(AAD.length).array());
    gcm.updateAAD(AAD);
    gcm.updateAAD(header);
    return gcm;
  }

  private static byte[] padded(int bucket, int length, byte[] text) {
    return ByteBuffer.allocate(bucket).putInt(length).put(text).array();
  }

  private static byte[] hmac(byte[] key, String label) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(ascii(label));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
