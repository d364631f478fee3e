package org.healthchain.crypto.provider;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberPublicKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;
import org.healthchain.crypto.groupsignature.OpeningKey;

/**
 * Keys in the shapes of X.509 (SubjectPublicKeyInfo) and PKCS#8 (PrivateKeyInfo): our object
 * identifier without parameters (or with NULL), around the canonical bytes of {@code FORMATS.md}.
 * Only DER is taken.
 */
final class KeyEncodings {
  /** No key of ours comes near; bounds what a hostile file makes us parse. */
  private static final int MAX_ENCODED_BYTES = 4096;

  private KeyEncodings() {}

  static byte[] encodePublic(KeyKind kind, Object key) {
    return encodePublic(new AlgorithmIdentifier(kind.oid()), kind, key);
  }

  private static byte[] encodePublic(AlgorithmIdentifier algorithm, KeyKind kind, Object key) {
    byte[] bytes =
        switch (kind) {
          case GROUP -> ((GroupPublicKey) key).toBytes();
          case ISSUER -> ((IssuerPublicKey) key).toBytes();
          case OPENER -> ((OpenerPublicKey) key).toBytes();
          case MEMBER -> ((MemberPublicKey) key).toBytes();
        };
    try {
      return new SubjectPublicKeyInfo(algorithm, bytes).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding in memory", e);
    }
  }

  static byte[] encodePrivate(KeyKind kind, Object key) {
    return encodePrivate(new AlgorithmIdentifier(kind.oid()), kind, key);
  }

  private static byte[] encodePrivate(AlgorithmIdentifier algorithm, KeyKind kind, Object key) {
    byte[] bytes =
        switch (kind) {
          case GROUP -> ((MemberKey) key).toBytes();
          case ISSUER -> ((IssuingKey) key).toBytes();
          case OPENER -> ((OpeningKey) key).toBytes();
          case MEMBER -> ((MemberSecret) key).toBytes();
        };
    try {
      // PrivateKeyInfo wants an ASN.1 object inside its OCTET STRING; ours is one more of those.
      return new PrivateKeyInfo(algorithm, new DEROctetString(bytes)).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding in memory", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static GroupSchemePublicKey decodePublic(byte[] encoded) throws InvalidKeySpecException {
    requireBounded(encoded);
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(encoded);
      AlgorithmIdentifier algorithm = withoutParameters(info.getAlgorithm());
      KeyKind kind = KeyKind.ofOid(algorithm.getAlgorithm());
      Object value = kind.decodePublic(info.getPublicKeyData().getOctets());
      requireCanonical(encoded, encodePublic(algorithm, kind, value));
      return GroupSchemePublicKey.wrap(value);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new InvalidKeySpecException("not a SubjectPublicKeyInfo", e);
    }
  }

  static GroupSchemePrivateKey decodePrivate(byte[] encoded) throws InvalidKeySpecException {
    requireBounded(encoded);
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(encoded);
      AlgorithmIdentifier algorithm = withoutParameters(info.getPrivateKeyAlgorithm());
      KeyKind kind = KeyKind.ofOid(algorithm.getAlgorithm());
      byte[] inner = DEROctetString.getInstance(info.parsePrivateKey()).getOctets();
      Object value = kind.decodePrivate(inner);
      requireCanonical(encoded, encodePrivate(algorithm, kind, value));
      return GroupSchemePrivateKey.wrap(value);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new InvalidKeySpecException("not a PrivateKeyInfo", e);
    }
  }

  /** Absent or NULL: the JDK writes NULL when it takes a key out of a certificate. */
  private static AlgorithmIdentifier withoutParameters(AlgorithmIdentifier algorithm)
      throws InvalidKeySpecException {
    ASN1Encodable parameters = algorithm.getParameters();
    if (parameters != null && !DERNull.INSTANCE.equals(parameters)) {
      throw new InvalidKeySpecException("keys have no parameters");
    }
    return algorithm;
  }

  private static void requireBounded(byte[] encoded) throws InvalidKeySpecException {
    if (encoded.length > MAX_ENCODED_BYTES) {
      throw new InvalidKeySpecException("too long for a key");
    }
  }

  private static void requireCanonical(byte[] encoded, byte[] canonical)
      throws InvalidKeySpecException {
    boolean same = MessageDigest.isEqual(encoded, canonical);
    if (!same) {
      throw new InvalidKeySpecException("not the DER encoding of the key");
    }
  }
}
