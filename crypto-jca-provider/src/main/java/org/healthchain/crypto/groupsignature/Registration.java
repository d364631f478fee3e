package org.healthchain.crypto.groupsignature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * A member's public entry: its name, its key Y = h1^y, and its signature on Y with its long-term
 * key. Stands on the ledger, and is kept after revocation so that old signatures can be opened.
 * Immutable.
 */
public final class Registration {
  /** The longest member id in bytes of UTF-8. */
  public static final int MAX_MEMBER_ID_BYTES = 64;

  /** The longest long-term signature; ML-DSA's fit. */
  public static final int MAX_LONG_TERM_SIGNATURE_BYTES = 8192;

  private final String memberId;
  private final G1Point memberPublic;
  private final byte[] longTermSignature;

  Registration(String memberId, G1Point memberPublic, byte[] longTermSignature) {
    requireMemberId(memberId);
    if (longTermSignature.length > MAX_LONG_TERM_SIGNATURE_BYTES) {
      throw new IllegalArgumentException("the long-term signature is too long");
    }
    this.memberId = memberId;
    this.memberPublic = memberPublic;
    this.longTermSignature = longTermSignature.clone();
  }

  static void requireMemberId(String memberId) {
    int length = memberId.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0
        || length > MAX_MEMBER_ID_BYTES
        || !StandardCharsets.UTF_8.newEncoder().canEncode(memberId)) {
      throw new IllegalArgumentException("a member id has 1 to " + MAX_MEMBER_ID_BYTES + " bytes");
    }
  }

  /**
   * Puts an entry together from its parts, as a ledger may keep them.
   *
   * @param memberPublic Y in 48 bytes
   * @throws GroupSignatureException MALFORMED, if Y is no member's key or the id is out of bounds
   */
  public static Registration of(String memberId, byte[] memberPublic, byte[] longTermSignature)
      throws GroupSignatureException {
    FormatReader.whole(Curves.get(), memberPublic, FormatReader::g1);
    return fromBytes(
        new FormatWriter()
            .kind(ObjectKind.REGISTRATION)
            .text(memberId)
            .raw(memberPublic)
            .u16(longTermSignature.length)
            .raw(longTermSignature)
            .toBytes());
  }

  /** Reads {@link #toBytes()}. */
  public static Registration fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static Registration fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.REGISTRATION, Registration::read);
  }

  static Registration read(FormatReader in) throws GroupSignatureException, InvalidPointException {
    try {
      return new Registration(in.text(), in.g1(), in.raw(in.u16()));
    } catch (IllegalArgumentException e) {
      throw FormatReader.malformed(e);
    }
  }

  void write(FormatWriter out) {
    out.text(memberId)
        .raw(memberPublic.compressed())
        .u16(longTermSignature.length)
        .raw(longTermSignature);
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.REGISTRATION);
    write(out);
    return out.toBytes();
  }

  public String memberId() {
    return memberId;
  }

  /** Y in 48 bytes. */
  public byte[] memberPublicBytes() {
    return memberPublic.compressed();
  }

  /** The member's long-term signature over {@link #signedBytes}. */
  public byte[] longTermSignature() {
    return longTermSignature.clone();
  }

  /** What the member signs with its long-term key: label, group, name and Y. */
  public byte[] signedBytes(GroupPublicKey group) {
    return signedBytes(group, memberId, memberPublic);
  }

  static byte[] signedBytes(GroupPublicKey group, String memberId, G1Point memberPublic) {
    return new FormatWriter()
        .text("HealthChain/BBS-GS/v1/registration")
        .raw(group.groupId())
        .text(memberId)
        .raw(memberPublic.compressed())
        .toBytes();
  }

  G1Point memberPublic() {
    return memberPublic;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Registration that
        && memberId.equals(that.memberId)
        && memberPublic.equals(that.memberPublic)
        && Arrays.equals(longTermSignature, that.longTermSignature);
  }

  @Override
  public int hashCode() {
    return memberId.hashCode();
  }

  @Override
  public String toString() {
    return "Registration[" + memberId + "]";
  }
}
