package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.ScalarField;
import org.healthchain.crypto.curve.SecretScalar;
import org.healthchain.crypto.curve.UncheckedG1;

/**
 * A signature as bytes of the right form; it may still be false. Ten points, then five scalars:
 *
 * <pre>A', Ā, C1, C̄1, C2, R1, R̄1, R2, R3, R4, sα, sy, sx, sr, sδ</pre>
 *
 * <p>Wire form: uncompressed points of 96 bytes, 1120 in all; cheaper to check, since no square
 * root has to be taken. Storage form: compressed points of 48 bytes, 640 in all. Every signature
 * has exactly one encoding in either. Immutable.
 */
public final class GroupSignature {
  /** Length of the wire form. */
  public static final int WIRE_BYTES = 1120;

  /** Length of the storage form. */
  public static final int STORAGE_BYTES = 640;

  static final int POINTS = 10;

  /** A', Ā, C1, C̄1, C2; the commitments follow. */
  static final int STATEMENT_POINTS = 5;

  static final int SCALARS = 5;

  /** Index of C1 among the points. */
  static final int C1 = 2;

  /** Index of C2 among the points. */
  static final int C2 = 4;

  private static final int[] NONE_OUTSIDE = {};

  private final List<UncheckedG1> points;
  private final List<BigInteger> scalars;

  private GroupSignature(List<UncheckedG1> points, List<BigInteger> scalars) {
    this.points = points;
    this.scalars = scalars;
  }

  /**
   * Reads either form, told apart by length. Points are checked to be on the curve and not the
   * identity, scalars to be below r; subgroups are checked by the verifier, for many at once.
   *
   * @throws GroupSignatureException MALFORMED
   */
  public static GroupSignature fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static GroupSignature fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    if (bytes.length != WIRE_BYTES && bytes.length != STORAGE_BYTES) {
      throw FormatReader.malformed("no signature has " + bytes.length + " bytes");
    }
    int pointBytes =
        bytes.length == WIRE_BYTES ? Curve.G1_UNCOMPRESSED_BYTES : Curve.G1_COMPRESSED_BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<UncheckedG1> points = new ArrayList<>(POINTS);
    List<BigInteger> scalars = new ArrayList<>(SCALARS);
    try {
      for (int i = 0; i < SCALARS; i++) {
        scalars.add(
            ScalarField.decode(
                slice(in, POINTS * pointBytes + i * SecretScalar.BYTES, SecretScalar.BYTES)));
      }
      for (int i = 0; i < POINTS; i++) {
        points.add(curve.decodeOnCurve(slice(in, i * pointBytes, pointBytes), Identity.REFUSED));
      }
    } catch (InvalidPointException e) {
      throw FormatReader.malformed(e);
    }
    return new GroupSignature(List.copyOf(points), List.copyOf(scalars));
  }

  /** The form to send: 1120 bytes. */
  public byte[] wire() {
    return encode(WIRE_BYTES, UncheckedG1::uncompressed);
  }

  /** The form to keep: 640 bytes. */
  public byte[] storage() {
    return encode(STORAGE_BYTES, UncheckedG1::compressed);
  }

  List<UncheckedG1> points() {
    return points;
  }

  /**
   * The points as members of G1. Only for a signature whose subgroup check has passed, as it has
   * when the signature verified.
   */
  List<G1Point> checkedPoints(Curve curve) {
    try {
      return curve.assumeInSubgroup(points, NONE_OUTSIDE);
    } catch (InvalidPointException e) {
      throw new IllegalStateException("no point is outside", e);
    }
  }

  List<BigInteger> scalars() {
    return scalars;
  }

  private byte[] encode(int length, Function<UncheckedG1, byte[]> form) {
    ByteBuffer out = ByteBuffer.allocate(length);
    points.forEach(point -> out.put(form.apply(point)));
    scalars.forEach(scalar -> out.put(ScalarField.toBytes(scalar)));
    return out.array();
  }

  private static byte[] slice(ByteBuffer in, int offset, int length) {
    byte[] bytes = new byte[length];
    in.get(offset, bytes);
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupSignature that && Arrays.equals(storage(), that.storage());
  }

  @Override
  public int hashCode() {
    return scalars.hashCode();
  }

  @Override
  public String toString() {
    return "GroupSignature";
  }
}
