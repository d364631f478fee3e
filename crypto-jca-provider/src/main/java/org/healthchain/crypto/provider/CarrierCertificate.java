package org.healthchain.crypto.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * A certificate whose only purpose is to carry a public key beside its private key into a key
 * store, since {@code KeyStore.setKeyEntry} insists on a chain. It is signed by an Ed25519 key that
 * is thrown away at once, so its signature proves nothing, and nobody should ever trust it.
 * Stateless, safe for many threads.
 */
public final class CarrierCertificate {
  private static final String ED25519 = "Ed25519";

  /** id-Ed25519, RFC 8410. */
  private static final ASN1ObjectIdentifier ED25519_OID = new ASN1ObjectIdentifier("1.3.101.112");

  private static final int SERIAL_BITS = 127;
  private static final int VALID_DAYS = 36_500;

  private CarrierCertificate() {}

  /** Makes one. */
  public static X509Certificate of(PublicKey key, String commonName, SecureRandom random)
      throws GeneralSecurityException {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(ED25519_OID);
    KeyPair thrownAway = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
    try {
      TBSCertificate content = content(key, commonName, algorithm, random);
      Signature signature = Signature.getInstance(ED25519);
      signature.initSign(thrownAway.getPrivate());
      signature.update(content.getEncoded(ASN1Encoding.DER));
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(content);
      parts.add(algorithm);
      parts.add(new DERBitString(signature.sign()));
      byte[] der = new DERSequence(parts).getEncoded(ASN1Encoding.DER);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (IOException e) {
      throw new IllegalStateException("encoding in memory", e);
    }
  }

  private static TBSCertificate content(
      PublicKey key, String commonName, AlgorithmIdentifier algorithm, SecureRandom random) {
    X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(
        new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1)));
    generator.setSignature(algorithm);
    generator.setIssuer(name);
    generator.setSubject(name);
    generator.setStartDate(new Time(Date.from(now)));
    generator.setEndDate(new Time(Date.from(now.plus(VALID_DAYS, ChronoUnit.DAYS))));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    return generator.generateTBSCertificate();
  }
}
