package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.envelope.KeyId;
import org.healthchain.crypto.groupsignature.SeededRandom;
import org.healthchain.crypto.serialnumber.SerialNumberKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The envelope as a {@code Cipher}, and the generators of its keys. */
class EnvelopeCipherTest {
  private static final byte[] TEXT = "visit".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AAD = "header".getBytes(StandardCharsets.UTF_8);
  private static final Provider PROVIDER = new HealthChainProvider();
  private static KeyPair keys;

  private Cipher cipher;

  @BeforeAll
  static void makeKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(Algorithms.ENVELOPE, PROVIDER);
    assertThatThrownBy(() -> generator.initialize(2048))
        .isInstanceOf(InvalidParameterException.class);
    generator.initialize(3072);
    keys = generator.generateKeyPair();
    assertThat(((RSAPublicKey) keys.getPublic()).getModulus().bitLength()).isEqualTo(3072);
  }

  @BeforeEach
  void getInstance() throws Exception {
    cipher = Cipher.getInstance(Algorithms.ENVELOPE, PROVIDER);
  }

  @Test
  void sealsAndOpensInOneShotAndInPieces() throws Exception {
    byte[] sealed = seal();
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    cipher.updateAAD(AAD, 0, 2);
    cipher.updateAAD(AAD, 2, AAD.length - 2);
    assertThat(cipher.update(sealed, 0, 100)).isEmpty();
    assertThat(cipher.update(sealed, 100, sealed.length - 100, new byte[0])).isZero();
    assertThat(cipher.doFinal()).isEqualTo(TEXT);
    assertThat(Envelope.parse(sealed).open(keys.getPrivate(), AAD)).isEqualTo(TEXT);
  }

  @Test
  void canBeUsedAgain() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    byte[] one = cipher.doFinal(TEXT);
    cipher.updateAAD(AAD);
    byte[] two = cipher.doFinal(TEXT);
    assertThat(Envelope.parse(one).open(keys.getPrivate(), new byte[0])).isEqualTo(TEXT);
    assertThat(Envelope.parse(two).open(keys.getPrivate(), AAD)).isEqualTo(TEXT);
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    assertThatThrownBy(() -> cipher.doFinal(two)).isInstanceOf(AEADBadTagException.class);
    assertThat(cipher.doFinal(one)).isEqualTo(TEXT);
  }

  @Test
  void whatWasChangedIsABadTag() throws Exception {
    byte[] sealed = seal();
    for (int i : new int[] {0, 1, 3, 10, 50, 430, 460, 480, sealed.length - 1}) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
      cipher.updateAAD(AAD);
      assertThatThrownBy(() -> cipher.doFinal(changed)).isInstanceOf(AEADBadTagException.class);
    }
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    assertThatThrownBy(() -> cipher.doFinal(sealed)).isInstanceOf(AEADBadTagException.class);
    assertThatThrownBy(() -> cipher.doFinal(new byte[0])).isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void wrongKeysAndModesAreRefused() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair small = rsa.generateKeyPair();
    Key aes = new SecretKeySpec(new byte[32], "AES");
    for (Key wrong :
        List.of(
            small.getPublic(),
            keys.getPrivate(),
            aes,
            KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic())) {
      assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, wrong))
          .isInstanceOf(InvalidKeyException.class);
    }
    for (Key wrong : List.of(small.getPrivate(), keys.getPublic(), aes)) {
      assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, wrong))
          .isInstanceOf(InvalidKeyException.class);
    }
    assertThatThrownBy(() -> cipher.init(Cipher.WRAP_MODE, keys.getPublic()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(
            () ->
                cipher.init(
                    Cipher.ENCRYPT_MODE, keys.getPublic(), new GCMParameterSpec(128, new byte[12])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> Cipher.getInstance(Algorithms.ENVELOPE + "/CBC/NoPadding", PROVIDER))
        .isInstanceOf(NoSuchAlgorithmException.class);
  }

  /** Without the public exponent nobody can tell whose envelopes it opens. */
  @Test
  void aPrivateKeyWithoutItsPublicHalfIsRefusedAtInit() throws Exception {
    RSAPrivateKey whole = (RSAPrivateKey) keys.getPrivate();
    PrivateKey bare =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new RSAPrivateKeySpec(whole.getModulus(), whole.getPrivateExponent()));
    assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, bare))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("public half");
    Envelope envelope = Envelope.seal(keys.getPublic(), TEXT, AAD, new SecureRandom());
    assertThat(envelope.open(KeyId.of(keys.getPublic()), bare, AAD))
        .as("the plain API takes the id beside it")
        .isEqualTo(TEXT);
  }

  @Test
  void useBeforeInitAndOtherModesAreMisuse() throws Exception {
    assertThatThrownBy(() -> cipher.update(TEXT)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.doFinal(TEXT)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.updateAAD(AAD)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cipher.init(Cipher.UNWRAP_MODE, keys.getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> Cipher.getInstance(Algorithms.ENVELOPE + "/GCM/NoPadding", PROVIDER))
        .isInstanceOf(NoSuchAlgorithmException.class);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("GCM");
    parameters.init(new GCMParameterSpec(128, new byte[12]));
    assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic(), parameters))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic(), (AlgorithmParameters) null);
    byte[] sealed = cipher.doFinal(TEXT);
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate(), (GCMParameterSpec) null);
    assertThat(cipher.doFinal(sealed)).isEqualTo(TEXT);
  }

  @Test
  void initForgetsWhatWasGathered() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    cipher.updateAAD(new byte[] {1});
    cipher.update(new byte[] {2});
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    cipher.updateAAD(AAD);
    byte[] sealed = cipher.doFinal(TEXT);
    assertThat(Envelope.parse(sealed).open(keys.getPrivate(), AAD)).isEqualTo(TEXT);
  }

  @Test
  void theCallersRandomnessSealsTheEnvelope() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic(), new SeededRandom("sealed"));
    byte[] one = cipher.doFinal(TEXT);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic(), new SeededRandom("sealed"));
    assertThat(cipher.doFinal(TEXT)).isEqualTo(one);
  }

  @Test
  void outputGoesIntoABufferThatIsLargeEnough() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    int size = cipher.getOutputSize(TEXT.length);
    assertThat(size).isEqualTo(999);
    assertThatThrownBy(() -> cipher.doFinal(TEXT, 0, TEXT.length, new byte[size - 1], 0))
        .isInstanceOf(ShortBufferException.class);
    assertThatThrownBy(() -> cipher.doFinal(TEXT, 0, TEXT.length, new byte[size + 4], 5))
        .as("what stands before the offset does not count")
        .isInstanceOf(ShortBufferException.class);
    byte[] out = new byte[size + 5];
    assertThat(cipher.doFinal(TEXT, 0, TEXT.length, out, 5)).isEqualTo(size);
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    byte[] plain = new byte[cipher.getOutputSize(size)];
    int length = cipher.doFinal(out, 5, size, plain, 0);
    assertThat(Arrays.copyOf(plain, length)).isEqualTo(TEXT);
    assertThat(cipher.getBlockSize()).isZero();
    assertThat(cipher.getIV()).isNull();
    assertThat(cipher.getParameters()).isNull();
  }

  @Test
  void associatedDataComesFirstAndEverythingIsBounded() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    cipher.update(TEXT);
    assertThatThrownBy(() -> cipher.updateAAD(AAD)).isInstanceOf(IllegalStateException.class);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    cipher.updateAAD(new byte[Envelope.MAX_AAD_BYTES]);
    assertThatThrownBy(() -> cipher.updateAAD(new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    byte[] tooLong = new byte[Envelope.MAX_PLAINTEXT_BYTES + 1];
    assertThatThrownBy(() -> cipher.doFinal(tooLong)).isInstanceOf(IllegalBlockSizeException.class);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    cipher.update(tooLong);
    assertThatThrownBy(() -> cipher.update(tooLong)).isInstanceOf(IllegalArgumentException.class);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    byte[] sealed = cipher.doFinal(tooLong, 1, tooLong.length - 1);
    assertThat(sealed).hasSize(Envelope.sealedBytes(Envelope.MAX_PLAINTEXT_BYTES));
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    byte[] most = new byte[2 * Envelope.MAX_PLAINTEXT_BYTES];
    cipher.update(most);
    assertThatThrownBy(() -> cipher.update(new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void theCallersRandomnessMakesTheKeyPair() throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    SecureRandom counting =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            drawn.incrementAndGet();
            super.nextBytes(bytes);
          }
        };
    KeyPairGenerator generator = KeyPairGenerator.getInstance(Algorithms.ENVELOPE, PROVIDER);
    generator.initialize(3072, counting);
    generator.generateKeyPair();
    assertThat(drawn.get()).isPositive();
    assertThatThrownBy(() -> generator.initialize(new GCMParameterSpec(128, new byte[12])))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void theKeyGeneratorsMake256Bits() throws Exception {
    for (String algorithm : List.of(Algorithms.ENVELOPE, Algorithms.SERIAL_NUMBER)) {
      KeyGenerator generator = KeyGenerator.getInstance(algorithm, PROVIDER);
      SecretKey key = generator.generateKey();
      assertThat(key.getEncoded()).hasSize(32).isNotEqualTo(generator.generateKey().getEncoded());
      generator.init(256);
      generator.init(new SecureRandom());
      assertThat(generator.generateKey().getEncoded()).hasSize(32);
      assertThatThrownBy(() -> generator.init(128)).isInstanceOf(InvalidParameterException.class);
      assertThatThrownBy(() -> generator.init(new GCMParameterSpec(128, new byte[12])))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
    }
    for (String algorithm : List.of(Algorithms.ENVELOPE, Algorithms.SERIAL_NUMBER)) {
      KeyGenerator generator = KeyGenerator.getInstance(algorithm, PROVIDER);
      generator.init(new SeededRandom("one"));
      SecretKey one = generator.generateKey();
      generator.init(256, new SeededRandom("one"));
      assertThat(generator.generateKey()).isEqualTo(one);
      assertThat(one.getAlgorithm())
          .isEqualTo(algorithm.equals(Algorithms.ENVELOPE) ? "AES" : algorithm);
      byte[] drawn = new byte[32];
      new SeededRandom("one").nextBytes(drawn);
      assertThat(one.getEncoded()).isEqualTo(drawn);
    }
    KeyGenerator serial = KeyGenerator.getInstance(Algorithms.SERIAL_NUMBER, PROVIDER);
    assertThat(SerialNumberKey.of(serial.generateKey().getEncoded())).isNotNull();
  }

  @Test
  void worksBesideBouncyCastleWhereverThatStands() throws Exception {
    byte[] alone = seal();
    for (int position : new int[] {1, 100}) {
      Security.insertProviderAt(new BouncyCastleProvider(), position);
      try {
        byte[] sealed = seal();
        for (byte[] each : List.of(alone, sealed)) {
          cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
          cipher.updateAAD(AAD);
          assertThat(cipher.doFinal(each)).isEqualTo(TEXT);
        }
        Fixture fixture = new Fixture();
        assertThat(fixture.signer).isNotNull();
        KeyPairGenerator bouncy = KeyPairGenerator.getInstance("RSA", "BC");
        bouncy.initialize(3072);
        KeyPair theirs = bouncy.generateKeyPair();
        Envelope envelope = Envelope.seal(theirs.getPublic(), TEXT, AAD, new SecureRandom());
        assertThat(envelope.open(theirs.getPrivate(), AAD)).isEqualTo(TEXT);
      } finally {
        Security.removeProvider("BC");
      }
    }
  }

  private byte[] seal() throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    cipher.updateAAD(AAD);
    return cipher.doFinal(TEXT);
  }
}
