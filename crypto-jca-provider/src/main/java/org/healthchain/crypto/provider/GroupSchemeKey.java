package org.healthchain.crypto.provider;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.InvalidKeyException;
import java.security.Key;

/** What public and private keys of the scheme have in common as JCA sees them. */
abstract sealed class GroupSchemeKey implements Key
    permits GroupSchemePublicKey, GroupSchemePrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient KeyKind kind;
  private final transient Object value;

  GroupSchemeKey(KeyKind kind, Object value) {
    this.kind = kind;
    this.value = value;
  }

  final KeyKind kind() {
    return kind;
  }

  final Object value() {
    return value;
  }

  /**
   * The key as the scheme knows it.
   *
   * @throws InvalidKeyException if it is of another kind
   */
  public final <T> T as(Class<T> type) throws InvalidKeyException {
    if (!type.isInstance(value)) {
      throw new InvalidKeyException(type.getSimpleName() + " expected, not " + kind);
    }
    return type.cast(value);
  }

  @Override
  public final String getAlgorithm() {
    return Algorithms.GROUP_SIGNATURE;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("keys are not serialized; use getEncoded");
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("keys are not serialized; a stream would make an empty one");
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof GroupSchemeKey that && value.equals(that.value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }

  @Override
  public final String toString() {
    return value.toString();
  }
}
