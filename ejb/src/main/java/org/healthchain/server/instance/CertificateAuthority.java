package org.healthchain.server.instance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The consortium's own TLS authority, the one root that its brokers trust. ECDSA on P-256 with
 * SHA-256: TLS 1.3 of the JDK speaks it, unlike Ed25519 in some proxies.
 */
public final class CertificateAuthority {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);
  private static final Duration SERVER_VALIDITY = Duration.ofDays(825);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final SecureRandom random;

  /** Continues with an authority that exists. */
  public CertificateAuthority(PrivateKey key, X509Certificate certificate, SecureRandom random) {
    this.key = key;
    this.certificate = certificate;
    this.random = random;
  }

  /** Founds a new authority with a fresh key. */
  public static CertificateAuthority found(String consortium, SecureRandom random)
      throws GeneralSecurityException, IOException {
    KeyPair pair = newKeyPair(random);
    X500Name name = name(consortium, "Certificate authority");
    X509v3CertificateBuilder builder =
        builder(name, name, pair.getPublic(), AUTHORITY_VALIDITY, random)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return new CertificateAuthority(pair.getPrivate(), sign(builder, pair.getPrivate()), random);
  }

  /** Reads a certificate's X.509 encoding. */
  public static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** A fresh TLS key of the right kind. */
  public static KeyPair newKeyPair(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  /**
   * Certifies a server's TLS key, for both ends of a connection.
   *
   * @param address IP address or host name at which its peers reach it
   */
  public X509Certificate certify(
      String consortium, String serverName, String address, PublicKey serverKey)
      throws GeneralSecurityException, IOException {
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        builder(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                name(consortium, serverName),
                serverKey,
                SERVER_VALIDITY,
                random)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                    new KeyPurposeId[] {
                      KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
            .addExtension(Extension.subjectAlternativeName, false, alternativeNames(address))
            .addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
    return sign(builder, key);
  }

  public PrivateKey key() {
    return key;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  private static GeneralNames alternativeNames(String address) {
    boolean numeric = address.matches("[0-9.]+|.*:.*");
    GeneralName own =
        new GeneralName(numeric ? GeneralName.iPAddress : GeneralName.dNSName, address);
    return address.equals("127.0.0.1")
        ? new GeneralNames(
            new GeneralName[] {own, new GeneralName(GeneralName.dNSName, "localhost")})
        : new GeneralNames(own);
  }

  private static X500Name name(String consortium, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, consortium)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration validity, SecureRandom random) {
    Instant from = Instant.now().minus(CLOCK_SKEW);
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
        Date.from(from),
        Date.from(from.plus(validity)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign a certificate", e);
    }
  }
}
