package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.SeededRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Key factories, encodings, generators and PKCS#12. */
class KeysTest {
  private static Fixture fixture;

  private KeyFactory factory;

  @BeforeAll
  static void makeGroup() throws Exception {
    fixture = new Fixture();
  }

  @BeforeEach
  void getInstance() throws Exception {
    factory = KeyFactory.getInstance(Algorithms.GROUP_SIGNATURE, fixture.provider);
  }

  private static List<PublicKey> publicKeys() {
    return List.of(
        fixture.group,
        fixture.issuer.getPublic(),
        fixture.opener.getPublic(),
        fixture.member.getPublic());
  }

  private static List<PrivateKey> privateKeys() {
    return List.of(
        fixture.signer,
        fixture.issuer.getPrivate(),
        fixture.opener.getPrivate(),
        fixture.member.getPrivate());
  }

  @Test
  void everyPublicKeyComesBackFromItsEncoding() throws Exception {
    for (PublicKey key : publicKeys()) {
      assertThat(key.getAlgorithm()).isEqualTo("HC-BBS-GS");
      assertThat(key.getFormat()).isEqualTo("X.509");
      PublicKey again = factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
      assertThat(again).isEqualTo(key).hasSameHashCodeAs(key).hasToString(key.toString());
      assertThat(again.getEncoded()).isEqualTo(key.getEncoded());
      assertThat(factory.getKeySpec(key, X509EncodedKeySpec.class).getEncoded())
          .isEqualTo(key.getEncoded());
      assertThat(SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getAlgorithm())
          .matches(oid -> oid.on(Algorithms.ARC));
    }
  }

  @Test
  void everyPrivateKeyComesBackFromItsEncoding() throws Exception {
    for (PrivateKey key : privateKeys()) {
      assertThat(key.getAlgorithm()).isEqualTo("HC-BBS-GS");
      assertThat(key.getFormat()).isEqualTo("PKCS#8");
      PrivateKey again = factory.generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
      assertThat(again).isEqualTo(key).hasSameHashCodeAs(key).hasToString(key.toString());
      assertThat(again.getEncoded()).isEqualTo(key.getEncoded());
      assertThat(factory.getKeySpec(key, PKCS8EncodedKeySpec.class).getEncoded())
          .isEqualTo(key.getEncoded());
    }
  }

  @Test
  void keysOfOtherProvidersAreTranslatedByTheirEncoding() throws Exception {
    assertThat(factory.translateKey(ForeignKeys.of(fixture.group))).isEqualTo(fixture.group);
    assertThat(factory.translateKey(ForeignKeys.of(fixture.signer))).isEqualTo(fixture.signer);
    assertThat(factory.translateKey(fixture.group)).isSameAs(fixture.group);
    Key rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
    assertThatThrownBy(() -> factory.translateKey(rsa)).isInstanceOf(InvalidKeyException.class);
    Key aes = new javax.crypto.spec.SecretKeySpec(new byte[16], "AES");
    assertThatThrownBy(() -> factory.translateKey(aes)).isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void encodingsAreReadStrictly() {
    for (PublicKey key : publicKeys()) {
      refuseAll(key.getEncoded(), b -> factory.generatePublic(new X509EncodedKeySpec(b)));
    }
    for (PrivateKey key : privateKeys()) {
      refuseAll(key.getEncoded(), b -> factory.generatePrivate(new PKCS8EncodedKeySpec(b)));
    }
  }

  /** Reads a key. */
  private interface Reading {
    Key read(byte[] bytes) throws InvalidKeySpecException;
  }

  private static void refuseAll(byte[] good, Reading reading) {
    for (int length = 0; length < good.length; length += 7) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> reading.read(cut)).isInstanceOf(InvalidKeySpecException.class);
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThatThrownBy(() -> reading.read(longer)).isInstanceOf(InvalidKeySpecException.class);
    byte[] huge = Arrays.copyOf(good, 5000);
    assertThatThrownBy(() -> reading.read(huge)).isInstanceOf(InvalidKeySpecException.class);
    for (int i = 0; i < 32; i++) { // the shell of ASN.1 around the key
      byte[] changed = good.clone();
      changed[i] ^= 0x10;
      assertThatThrownBy(() -> reading.read(changed))
          .as("byte %d", i)
          .isInstanceOf(InvalidKeySpecException.class);
    }
  }

  @Test
  void specificationsMustFit() {
    X509EncodedKeySpec x509 = new X509EncodedKeySpec(fixture.group.getEncoded());
    PKCS8EncodedKeySpec pkcs8 = new PKCS8EncodedKeySpec(fixture.signer.getEncoded());
    assertThatThrownBy(() -> factory.generatePublic(pkcs8))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> factory.generatePrivate(x509))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> factory.getKeySpec(fixture.group, PKCS8EncodedKeySpec.class))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> factory.getKeySpec(fixture.signer, X509EncodedKeySpec.class))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(() -> factory.getKeySpec(fixture.group, RSAPublicKeySpec.class))
        .isInstanceOf(InvalidKeySpecException.class);
    assertThatThrownBy(
            () ->
                factory.generatePublic(
                    new X509EncodedKeySpec(
                        KeyPairGenerator.getInstance("EC")
                            .generateKeyPair()
                            .getPublic()
                            .getEncoded())))
        .isInstanceOf(InvalidKeySpecException.class);
  }

  @Test
  void aKeyIsOnlyGivenOutAsWhatItIs() {
    GroupSchemePublicKey group = (GroupSchemePublicKey) fixture.group;
    assertThatThrownBy(() -> group.as(IssuerPublicKey.class))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("IssuerPublicKey expected");
    GroupSchemePrivateKey signer = (GroupSchemePrivateKey) fixture.signer;
    assertThatThrownBy(() -> signer.as(org.healthchain.crypto.groupsignature.IssuingKey.class))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void generatorsWantALabelOnce() throws Exception {
    for (String algorithm : List.of(Algorithms.ISSUER, Algorithms.OPENER, Algorithms.MEMBER)) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, fixture.provider);
      assertThatThrownBy(generator::generateKeyPair).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> generator.initialize(2048))
          .isInstanceOf(InvalidParameterException.class);
      assertThatThrownBy(() -> generator.initialize(new ECGenParameterSpec("secp256r1")))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
      assertThatThrownBy(() -> generator.initialize(new GroupLabelParameterSpec("")))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
      generator.initialize(new GroupLabelParameterSpec("a"));
      assertThat(generator.generateKeyPair().getPrivate())
          .isNotEqualTo(generator.generateKeyPair().getPrivate());
    }
  }

  @Test
  void theCallersRandomnessMakesTheKeys() throws Exception {
    for (String algorithm : List.of(Algorithms.ISSUER, Algorithms.OPENER, Algorithms.MEMBER)) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, fixture.provider);
      generator.initialize(new GroupLabelParameterSpec("a"), new SeededRandom("one"));
      PrivateKey one = generator.generateKeyPair().getPrivate();
      generator.initialize(new GroupLabelParameterSpec("a"), new SeededRandom("one"));
      assertThat(generator.generateKeyPair().getPrivate().getEncoded()).isEqualTo(one.getEncoded());
      generator.initialize(new GroupLabelParameterSpec("a"), new SeededRandom("two"));
      assertThat(generator.generateKeyPair().getPrivate()).isNotEqualTo(one);
    }
  }

  /** It carries the key, vouches for nothing, and is good for a hundred years. */
  @Test
  void aCarrierCertificateCarriesTheKeyAndNothingElse() throws Exception {
    for (PublicKey key : publicKeys()) {
      X509Certificate carrier = CarrierCertificate.of(key, "north, ward 3", fixture.random);
      assertThat(factory.translateKey(carrier.getPublicKey())).isEqualTo(key);
      assertThat(carrier.getSubjectX500Principal().getName()).isEqualTo("CN=north\\, ward 3");
      assertThat(carrier.getIssuerX500Principal()).isEqualTo(carrier.getSubjectX500Principal());
      assertThat(carrier.getSigAlgName()).isEqualTo("Ed25519");
      assertThat(carrier.getSerialNumber().bitLength()).isEqualTo(127);
      carrier.checkValidity();
      carrier.checkValidity(Date.from(Instant.now().plus(36_499, ChronoUnit.DAYS)));
      assertThatThrownBy(() -> carrier.checkValidity(Date.from(Instant.now().minusSeconds(86_400))))
          .isInstanceOf(CertificateNotYetValidException.class);
      assertThat(carrier.getBasicConstraints()).as("no authority").isEqualTo(-1);
      assertThatThrownBy(() -> carrier.verify(key)).isInstanceOf(GeneralSecurityException.class);
    }
    X509Certificate one = CarrierCertificate.of(fixture.group, "x", fixture.random);
    X509Certificate two = CarrierCertificate.of(fixture.group, "x", fixture.random);
    assertThat(one.getSerialNumber()).isNotEqualTo(two.getSerialNumber());
  }

  @Test
  void privateKeysLiveInPkcs12() throws Exception {
    HealthChainProvider.install();
    try {
      char[] password = "a password of the test".toCharArray();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      List<PrivateKey> keys = privateKeys();
      for (int i = 0; i < keys.size(); i++) {
        Certificate carrier =
            CarrierCertificate.of(publicKeys().get(i), "key " + i, fixture.random);
        store.setKeyEntry("key" + i, keys.get(i), password, new Certificate[] {carrier});
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      store.store(file, password);

      KeyStore read = KeyStore.getInstance("PKCS12");
      read.load(new ByteArrayInputStream(file.toByteArray()), password);
      for (int i = 0; i < keys.size(); i++) {
        assertThat(read.getKey("key" + i, password)).isEqualTo(keys.get(i));
        Certificate carrier = read.getCertificate("key" + i);
        assertThat(factory.translateKey(carrier.getPublicKey())).isEqualTo(publicKeys().get(i));
      }
      assertThatThrownBy(() -> read.getKey("key0", "wrong".toCharArray()))
          .isInstanceOf(java.security.UnrecoverableKeyException.class);
    } finally {
      HealthChainProvider.uninstall();
    }
  }

  @Test
  void keysAreNotSerialized() {
    for (Key key : List.of(fixture.group, fixture.signer)) {
      assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(key))
          .isInstanceOf(NotSerializableException.class);
    }
  }
}
