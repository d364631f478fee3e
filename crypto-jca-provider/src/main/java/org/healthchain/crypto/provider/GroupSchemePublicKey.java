package org.healthchain.crypto.provider;

import java.security.PublicKey;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.MemberPublicKey;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;

/** A public key of the scheme as JCA wants it: algorithm HC-BBS-GS, format X.509. Immutable. */
public final class GroupSchemePublicKey extends GroupSchemeKey implements PublicKey {
  private static final long serialVersionUID = 1L;

  private GroupSchemePublicKey(Object value) {
    super(KeyKind.ofPublic(value), value);
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

  @Override
  public String getFormat() {
    return "X.509";
  }

  /** SubjectPublicKeyInfo (RFC 5280) in DER around the canonical encoding of the key. */
  @Override
  public byte[] getEncoded() {
    return KeyEncodings.encodePublic(kind(), value());
  }
}
