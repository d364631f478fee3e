package org.healthchain.crypto.provider;

import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberPublicKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;
import org.healthchain.crypto.groupsignature.OpeningKey;

/** The kinds of keys, each with an object identifier below {@link Algorithms#ARC}.1. */
@SuppressWarnings("ImmutableEnumChecker") // ASN.1 identifiers and method references never change
enum KeyKind {
  /** The group public key; its private counterpart is a member's signing key. */
  GROUP(
      "1", GroupPublicKey.class, GroupPublicKey::fromBytes, MemberKey.class, MemberKey::fromBytes),
  ISSUER(
      "2",
      IssuerPublicKey.class,
      IssuerPublicKey::fromBytes,
      IssuingKey.class,
      IssuingKey::fromBytes),
  OPENER(
      "3",
      OpenerPublicKey.class,
      OpenerPublicKey::fromBytes,
      OpeningKey.class,
      OpeningKey::fromBytes),
  MEMBER(
      "4",
      MemberPublicKey.class,
      MemberPublicKey::fromBytes,
      MemberSecret.class,
      MemberSecret::fromBytes);

  /** Reads the canonical encoding of a key. */
  interface Decoder {
    Object decode(byte[] bytes) throws GroupSignatureException;
  }

  private final ASN1ObjectIdentifier oid;
  private final Class<?> publicType;
  private final Decoder publicDecoder;
  private final Class<?> privateType;
  private final Decoder privateDecoder;

  KeyKind(
      String branch,
      Class<?> publicType,
      Decoder publicDecoder,
      Class<?> privateType,
      Decoder privateDecoder) {
    this.oid = Algorithms.ARC.branch("1").branch(branch);
    this.publicType = publicType;
    this.publicDecoder = publicDecoder;
    this.privateType = privateType;
    this.privateDecoder = privateDecoder;
  }

  ASN1ObjectIdentifier oid() {
    return oid;
  }

  Object decodePublic(byte[] bytes) throws InvalidKeySpecException {
    return decode(publicDecoder, bytes);
  }

  Object decodePrivate(byte[] bytes) throws InvalidKeySpecException {
    return decode(privateDecoder, bytes);
  }

  static KeyKind ofPublic(Object key) {
    for (KeyKind kind : values()) {
      if (kind.publicType.isInstance(key)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no public key of the scheme");
  }

  static KeyKind ofPrivate(Object key) {
    for (KeyKind kind : values()) {
      if (kind.privateType.isInstance(key)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no private key of the scheme");
  }

  static KeyKind ofOid(ASN1ObjectIdentifier oid) throws InvalidKeySpecException {
    for (KeyKind kind : values()) {
      if (kind.oid.equals(oid)) {
        return kind;
      }
    }
    throw new InvalidKeySpecException("not a key of " + Algorithms.GROUP_SIGNATURE);
  }

  private static Object decode(Decoder decoder, byte[] bytes) throws InvalidKeySpecException {
    try {
      return decoder.decode(bytes);
    } catch (GroupSignatureException e) {
      throw new InvalidKeySpecException(e.getMessage(), e);
    }
  }
}
