package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.MALFORMED;

import javax.security.auth.Destroyable;
import org.healthchain.crypto.curve.SecretScalar;

/** What issuing and opening key have in common: a public half and the exponent that fits it. */
abstract sealed class RoleKey<P extends RolePublicKey> implements Destroyable
    permits IssuingKey, OpeningKey {
  private final ObjectKind kind;
  private final P publicKey;
  private final SecretScalar secret;

  RoleKey(ObjectKind kind, P publicKey, SecretScalar secret, boolean halvesMatch)
      throws GroupSignatureException {
    this.kind = kind;
    this.publicKey = publicKey;
    this.secret = secret;
    if (!halvesMatch) {
      throw new GroupSignatureException(MALFORMED, "the halves of a key do not match");
    }
  }

  final SecretScalar secret() {
    return secret;
  }

  /**
   * The secret encoding; see {@code FORMATS.md}. The caller wipes it.
   *
   * @throws IllegalStateException if the key was destroyed
   */
  public final byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(kind);
    publicKey.write(out);
    return out.secret(secret).toBytes();
  }

  public final P publicKey() {
    return publicKey;
  }

  @Override
  public final void destroy() {
    secret.destroy();
  }

  @Override
  public final boolean isDestroyed() {
    return secret.isDestroyed();
  }

  /** By the public half, which determines the other. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof RoleKey<?> that
        && publicKey.equals(that.publicKey)
        && isDestroyed() == that.isDestroyed();
  }

  @Override
  public final int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + publicKey.parameters().label() + "]";
  }
}
