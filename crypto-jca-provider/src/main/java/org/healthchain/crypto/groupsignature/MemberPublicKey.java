package org.healthchain.crypto.groupsignature;

import java.util.Arrays;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;

/**
 * The public half Y = h1^y of a {@link MemberSecret}, before anybody has vouched for it. Immutable.
 */
public final class MemberPublicKey {
  private final GroupParameters parameters;
  private final G1Point y;

  MemberPublicKey(GroupParameters parameters, G1Point y) {
    this.parameters = parameters;
    this.y = y;
  }

  /** Reads {@link #toBytes()}. */
  public static MemberPublicKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static MemberPublicKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(
        curve,
        bytes,
        ObjectKind.MEMBER_PUBLIC_KEY,
        in -> new MemberPublicKey(in.parameters(), in.g1()));
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.MEMBER_PUBLIC_KEY);
    parameters.write(out);
    return out.raw(y.compressed()).toBytes();
  }

  public GroupParameters parameters() {
    return parameters;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemberPublicKey that
        && parameters.equals(that.parameters)
        && y.equals(that.y);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(y.compressed());
  }

  @Override
  public String toString() {
    return "MemberPublicKey[" + parameters.label() + "]";
  }
}
