package org.healthchain.crypto.curve;

import java.util.Arrays;
import org.healthchain.crypto.curve.Curve.Identity;

/**
 * The part of strict decoding that looks at lengths and flags only. The top bits of the first byte:
 * 0x80 compressed, 0x40 identity, 0x20 the larger of the two y (compressed and not the identity
 * only).
 */
final class Encodings {
  static final int COMPRESSED = 0x80;
  static final int INFINITY = 0x40;
  static final int LARGER_Y = 0x20;
  static final int FLAGS = COMPRESSED | INFINITY | LARGER_Y;
  private static final int MAX_TAG_BYTES = 255;

  private Encodings() {}

  /** Checks length and flags of a point of G1; true if it is the identity. */
  static boolean requireG1(byte[] encoding, Identity identity) throws InvalidPointException {
    boolean compressed = encoding.length == Curve.G1_COMPRESSED_BYTES;
    if (!compressed && encoding.length != Curve.G1_UNCOMPRESSED_BYTES) {
      throw new InvalidPointException("48 or 96 bytes expected");
    }
    return requireFlags(encoding, compressed, identity);
  }

  /** Checks length and flags of a point of G2; true if it is the identity. */
  static boolean requireG2(byte[] encoding, Identity identity) throws InvalidPointException {
    if (encoding.length != Curve.G2_COMPRESSED_BYTES) {
      throw new InvalidPointException("96 bytes expected");
    }
    return requireFlags(encoding, true, identity);
  }

  private static boolean requireFlags(byte[] encoding, boolean compressed, Identity identity)
      throws InvalidPointException {
    int flags = encoding[0] & FLAGS;
    if ((flags & COMPRESSED) != 0 != compressed) {
      throw new InvalidPointException("flag of compression does not fit the length");
    }
    if (!compressed && (flags & LARGER_Y) != 0) {
      throw new InvalidPointException("flag of the sign on an uncompressed point");
    }
    if ((flags & INFINITY) == 0) {
      return false;
    }
    int bits = (flags & LARGER_Y) | (encoding[0] & 0x1f);
    for (byte b : Arrays.copyOfRange(encoding, 1, encoding.length)) {
      bits |= b;
    }
    if (bits != 0) {
      throw new InvalidPointException("identity with further bits");
    }
    if (identity == Identity.REFUSED) {
      throw new InvalidPointException("identity");
    }
    return true;
  }

  static void requireTag(String tag) {
    if (tag.isEmpty()
        || tag.length() > MAX_TAG_BYTES
        || !tag.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a tag of 1 to 255 printable ASCII characters expected");
    }
  }
}
