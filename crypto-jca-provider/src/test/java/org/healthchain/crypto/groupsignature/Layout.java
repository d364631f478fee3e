package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.ScalarField;

/** The fields of an object, in their order, as FORMATS.md lists them. */
final class Layout {
  private static final BigInteger MODULUS =
      new BigInteger(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
              + "1eabfffeb153ffffb9feffffffffaaab",
          16);
  private static final int COORDINATE_BYTES = 48;

  /** What a field is made of. */
  enum Form {
    FIXED,
    TEXT,
    G1,
    G2,
    SCALAR,
    SECRET,
    EPOCH,
    COUNT,
    OPAQUE
  }

  /** A field and where it stands. */
  record Field(String name, Form form, int from, int length) {
    byte[] of(byte[] object) {
      return Arrays.copyOfRange(object, from, from + length);
    }

    byte[] replacedIn(byte[] object, byte[] content) {
      byte[] changed = object.clone();
      System.arraycopy(content, 0, changed, from, length);
      return changed;
    }
  }

  private final List<Field> fields = new ArrayList<>();
  private int length;

  static Layout empty() {
    return new Layout();
  }

  /** Version and kind, with which all objects but the credential begin. */
  static Layout object() {
    return empty().field("version", Form.FIXED, 1).field("kind", Form.FIXED, 1);
  }

  Layout field(String name, Form form, int bytes) {
    fields.add(new Field(name, form, length, bytes));
    length += bytes;
    return this;
  }

  Layout parameters(String label) {
    return field("suite", Form.FIXED, 1).field("label", Form.TEXT, 1 + bytes(label).length);
  }

  Layout issuer() {
    return field("w", Form.G2, 96).proof("of γ");
  }

  Layout opener() {
    return field("H", Form.G1, 48).proof("of ξ");
  }

  Layout credential() {
    return field("A", Form.G1, 48).field("x", Form.SCALAR, 32);
  }

  Layout proof(String what) {
    return field("c of the proof " + what, Form.SCALAR, 32)
        .field("s of the proof " + what, Form.SCALAR, 32);
  }

  Layout registration(String memberId, int signatureBytes) {
    return field("member id", Form.TEXT, 1 + bytes(memberId).length)
        .field("Y", Form.G1, 48)
        .field("length of the long-term signature", Form.COUNT, 2)
        .field("long-term signature", Form.OPAQUE, signatureBytes);
  }

  List<Field> fields() {
    return fields;
  }

  int length() {
    return length;
  }

  /** Contents of the field that no reader may take, whatever stands around it. */
  static List<byte[]> malformed(Field field, byte[] present) {
    return switch (field.form()) {
      case FIXED -> others(present[0], value -> new byte[] {(byte) value});
      case TEXT -> texts(present);
      case G1, G2 -> points(present);
      case SCALAR -> scalars(present);
      case SECRET -> with(scalars(present), new byte[32]);
      case EPOCH -> List.of(new byte[] {(byte) 0x80, 0, 0, 0}, new byte[] {-1, -1, -1, -1});
      case COUNT -> counts(present);
      case OPAQUE -> List.of();
    };
  }

  private static List<byte[]> others(byte present, IntFunction<byte[]> content) {
    List<byte[]> others = new ArrayList<>();
    for (int value = 0; value < 256; value++) {
      if ((byte) value != present) {
        others.add(content.apply(value));
      }
    }
    return others;
  }

  private static List<byte[]> texts(byte[] present) {
    List<byte[]> texts = new ArrayList<>();
    for (int length : new int[] {0, present[0] - 1, present[0] + 1, 65, 255}) {
      byte[] other = present.clone();
      other[0] = (byte) length;
      texts.add(other);
    }
    for (int i = 1; i < present.length; i++) {
      for (int noText : new int[] {0x80, 0xc0, 0xf5, 0xff}) {
        byte[] other = present.clone();
        other[i] = (byte) noText;
        texts.add(other);
      }
    }
    return texts;
  }

  /** Identity, wrong flags, coordinates beyond the modulus, off the curve, outside the subgroup. */
  private static List<byte[]> points(byte[] present) {
    List<byte[]> points = new ArrayList<>();
    points.add(new byte[present.length]);
    byte[] identity = new byte[present.length];
    identity[0] = (byte) 0xc0;
    points.add(identity);
    for (int flags : new int[] {0x00, 0x20, 0x40, 0x60, 0xc0, 0xe0}) {
      byte[] other = present.clone();
      other[0] = (byte) (flags | (present[0] & 0x1f));
      points.add(other);
    }
    for (int at = 0; at < present.length; at += COORDINATE_BYTES) {
      for (BigInteger tooLarge : List.of(MODULUS, MODULUS.add(BigInteger.ONE))) {
        byte[] other = present.clone();
        System.arraycopy(encoded(tooLarge), 0, other, at, COORDINATE_BYTES);
        other[0] |= (byte) 0x80;
        points.add(other);
      }
    }
    for (int x = 0; x < 12; x++) { // half of them on the curve, none in the subgroup
      byte[] small = new byte[present.length];
      small[0] = (byte) 0x80;
      small[present.length - 1] = (byte) x;
      points.add(small);
    }
    return points;
  }

  private static byte[] encoded(BigInteger coordinate) {
    byte[] bytes = coordinate.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    System.arraycopy(bytes, 0, fixed, COORDINATE_BYTES - bytes.length, bytes.length);
    return fixed;
  }

  private static List<byte[]> scalars(byte[] present) {
    List<byte[]> scalars = new ArrayList<>();
    BigInteger all = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    BigInteger same = new BigInteger(1, present).add(Curve.ORDER); // a second name for it
    for (BigInteger tooLarge :
        List.of(Curve.ORDER, Curve.ORDER.add(BigInteger.ONE), same.min(all), all)) {
      scalars.add(ScalarField.toBytes(tooLarge));
    }
    return scalars;
  }

  private static List<byte[]> counts(byte[] present) {
    int count = (Byte.toUnsignedInt(present[0]) << 8) | Byte.toUnsignedInt(present[1]);
    List<byte[]> counts = new ArrayList<>();
    for (int other : new int[] {count - 1, count + 1, 0x7fff, 0xffff}) {
      counts.add(new byte[] {(byte) (other >>> 8), (byte) other});
    }
    return counts;
  }

  private static List<byte[]> with(List<byte[]> contents, byte[] another) {
    contents.add(another);
    return contents;
  }
}
