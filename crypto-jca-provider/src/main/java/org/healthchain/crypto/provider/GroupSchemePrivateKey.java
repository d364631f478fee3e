package org.healthchain.crypto.provider;

import java.security.PrivateKey;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;

/**
 * A private key of the scheme as JCA wants it: algorithm HC-BBS-GS, format PKCS#8. Safe for many
 * threads.
 */
public final class GroupSchemePrivateKey extends GroupSchemeKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  private GroupSchemePrivateKey(Destroyable value) {
    super(KeyKind.ofPrivate(value), value);
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

  @Override
  public String getFormat() {
    return "PKCS#8";
  }

  /**
   * PrivateKeyInfo (RFC 5208) in DER around the canonical encoding; the caller wipes it.
   *
   * @throws IllegalStateException if the key was destroyed
   */
  @Override
  public byte[] getEncoded() {
    return KeyEncodings.encodePrivate(kind(), value());
  }

  @Override
  public void destroy() throws DestroyFailedException {
    secret().destroy();
  }

  @Override
  public boolean isDestroyed() {
    return secret().isDestroyed();
  }

  private Destroyable secret() {
    return (Destroyable) value();
  }
}
