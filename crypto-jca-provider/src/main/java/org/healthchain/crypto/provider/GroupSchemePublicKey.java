package org.healthchain.crypto.provider;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.MemberPublicKey;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;

/** A public key of the scheme as JCA wants it: algorithm HC-BBS-GS, format X.509. Immutable. */
public final class GroupSchemePublicKey implements PublicKey {
  private static final long serialVersionUID = 1L;

  private final transient KeyKind kind;
  private final transient Object value;

  private GroupSchemePublicKey(Object value) {
    this.kind = KeyKind.ofPublic(value);
    this.value = value;
  }

  public static GroupSchemePublicKey of(GroupPublicKey key) {
    return new GroupSchemePublicKey(key);
  }

  public static GroupSchemePublicKey of(IssuerPublicKey key) {
    return new GroupSchemePublicKey(key);
  }

  public static GroupSchemePublicKey of(OpenerPublicKey key) {
    return new GroupSchemePublicKey(key);
  }

  public static GroupSchemePublicKey of(MemberPublicKey key) {
    return new GroupSchemePublicKey(key);
  }

  static GroupSchemePublicKey wrap(Object key) {
    return new GroupSchemePublicKey(key);
  }

  /**
   * The key as the scheme knows it.
   *
   * @throws InvalidKeyException if it is of another kind
   */
  public <T> T as(Class<T> type) throws InvalidKeyException {
    if (!type.isInstance(value)) {
      throw new InvalidKeyException(type.getSimpleName() + " expected, not " + kind);
    }
    return type.cast(value);
  }

  @Override
  public String getAlgorithm() {
    return Algorithms.GROUP_SIGNATURE;
  }

  @Override
  public String getFormat() {
    return "X.509";
  }

  /** SubjectPublicKeyInfo (RFC 5280) in DER around the canonical encoding of the key. */
  @Override
  public byte[] getEncoded() {
    return KeyEncodings.encodePublic(kind, value);
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("use getEncoded");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupSchemePublicKey that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
