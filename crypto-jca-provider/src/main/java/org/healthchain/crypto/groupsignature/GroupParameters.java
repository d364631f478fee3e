package org.healthchain.crypto.groupsignature;

import java.nio.charset.StandardCharsets;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;

/**
 * What all keys of a group share: the suite (BLS12-381, hash-to-curve bases, SHA-512 transcripts,
 * version 1) and the group's label. Immutable.
 */
public final class GroupParameters {
  /** Identifies the suite in encodings. */
  static final int SUITE = 1;

  /** The longest label in bytes of UTF-8. */
  public static final int MAX_LABEL_BYTES = 64;

  private final String label;
  private final Curve curve;

  private GroupParameters(String label, Curve curve) {
    int bytes = label.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MAX_LABEL_BYTES) {
      throw new IllegalArgumentException("a label has 1 to " + MAX_LABEL_BYTES + " bytes");
    }
    this.label = label;
    this.curve = curve;
  }

  /**
   * Parameters of a new group.
   *
   * @param label what tells this group from others, 1 to 64 bytes of UTF-8, such as the
   *     consortium's name and year
   */
  public static GroupParameters of(String label) {
    return of(label, Curves.get());
  }

  static GroupParameters of(String label, Curve curve) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(label)) {
      throw new IllegalArgumentException("a label is text");
    }
    return new GroupParameters(label, curve);
  }

  static GroupParameters read(String label, Curve curve) throws GroupSignatureException {
    try {
      return of(label, curve);
    } catch (IllegalArgumentException e) {
      throw FormatReader.malformed(e);
    }
  }

  public String label() {
    return label;
  }

  Curve curve() {
    return curve;
  }

  Bases bases() {
    return Bases.of(curve);
  }

  void write(FormatWriter out) {
    out.u8(SUITE).text(label);
  }

  Transcript transcript(String purpose) {
    return Transcript.of("HealthChain/BBS-GS/v1/" + purpose)
        .append("group", label.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupParameters that && label.equals(that.label);
  }

  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public String toString() {
    return "GroupParameters[" + label + "]";
  }
}
