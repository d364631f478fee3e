package org.healthchain.server.transaction;

/**
 * A member's credential of one group epoch, harmless in public because the member's secret stays
 * with the member.
 *
 * @param point A, compressed
 * @param scalar x
 */
public record MemberCredential(Opaque point, Opaque scalar) {
  static final int MAX_PART_BYTES = 128;

  void write(CanonicalWriter out) {
    out.bytes16(point).bytes16(scalar);
  }

  static MemberCredential read(CanonicalReader in) throws MalformedEncodingException {
    return new MemberCredential(in.bytes16(MAX_PART_BYTES), in.bytes16(MAX_PART_BYTES));
  }
}
