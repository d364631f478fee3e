package org.healthchain.crypto.provider;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;

/** A private key of the scheme as JCA wants it: algorithm HC-BBS-GS, format PKCS#8. */
public final class GroupSchemePrivateKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient KeyKind kind;
  private final transient Destroyable value;

  private GroupSchemePrivateKey(Destroyable value) {
    this.kind = KeyKind.ofPrivate(value);
    this.value = value;
  }

  public static GroupSchemePrivateKey of(MemberKey key) {
    return new GroupSchemePrivateKey(key);
  }

  public static GroupSchemePrivateKey of(IssuingKey key) {
    return new GroupSchemePrivateKey(key);
  }

  public static GroupSchemePrivateKey of(OpeningKey key) {
    return new GroupSchemePrivateKey(key);
  }

  public static GroupSchemePrivateKey of(MemberSecret key) {
    return new GroupSchemePrivateKey(key);
  }

  static GroupSchemePrivateKey wrap(Object key) {
    return new GroupSchemePrivateKey((Destroyable) key);
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
    return "PKCS#8";
  }

  /** PrivateKeyInfo (RFC 5208) in DER around the canonical encoding; the caller wipes it. */
  @Override
  public byte[] getEncoded() {
    return KeyEncodings.encodePrivate(kind, value);
  }

  @Override
  public void destroy() throws DestroyFailedException {
    value.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return value.isDestroyed();
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("secrets are not serialized");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupSchemePrivateKey that && value.equals(that.value);
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
