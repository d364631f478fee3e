package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.MALFORMED;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.ScalarField;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * Reads canonical encodings strictly: one object has one encoding, points are in their group and
 * not the identity, scalars are below r, nothing is left over.
 */
final class FormatReader {
  /** Reads one object's content. */
  interface Content<T> {
    /** Reads; may throw {@link BufferUnderflowException} where the bytes end too early. */
    T read(FormatReader in) throws GroupSignatureException, InvalidPointException;
  }

  private final Curve curve;
  private final ByteBuffer in;

  private FormatReader(Curve curve, byte[] bytes) {
    this.curve = curve;
    this.in = ByteBuffer.wrap(bytes);
  }

  /** Reads version, kind and content, and insists that nothing follows. */
  static <T> T object(Curve curve, byte[] bytes, ObjectKind kind, Content<T> content)
      throws GroupSignatureException {
    return whole(
        curve,
        bytes,
        in -> {
          in.kind(kind);
          return content.read(in);
        });
  }

  /** Reads content without version and kind, and insists that nothing follows. */
  static <T> T whole(Curve curve, byte[] bytes, Content<T> content) throws GroupSignatureException {
    try {
      FormatReader reader = new FormatReader(curve, bytes);
      T object = content.read(reader);
      if (reader.in.hasRemaining()) {
        throw malformed("bytes are left over");
      }
      return object;
    } catch (BufferUnderflowException e) {
      throw malformed("the bytes end too early");
    } catch (InvalidPointException e) {
      throw malformed(e);
    }
  }

  static GroupSignatureException malformed(String message) {
    return new GroupSignatureException(MALFORMED, message);
  }

  static GroupSignatureException malformed(Exception cause) {
    return new GroupSignatureException(MALFORMED, cause);
  }

  void kind(ObjectKind kind) throws GroupSignatureException {
    if (u8() != ObjectKind.VERSION || u8() != kind.id()) {
      throw malformed("not version " + ObjectKind.VERSION + " of " + kind);
    }
  }

  int u8() {
    return Byte.toUnsignedInt(in.get());
  }

  int u16() {
    return Short.toUnsignedInt(in.getShort());
  }

  /** A number of 31 bits in four bytes. */
  int u31() throws GroupSignatureException {
    int value = in.getInt();
    if (value < 0) {
      throw malformed("a number is out of range");
    }
    return value;
  }

  byte[] raw(int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException(); // before a hostile length is allocated
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  String text() throws GroupSignatureException {
    byte[] utf8 = raw(u8());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("a text is not UTF-8");
    }
  }

  G1Point g1() throws InvalidPointException {
    return curve.decodeG1(raw(Curve.G1_COMPRESSED_BYTES), Identity.REFUSED);
  }

  G2Point g2() throws InvalidPointException {
    return curve.decodeG2(raw(Curve.G2_COMPRESSED_BYTES), Identity.REFUSED);
  }

  BigInteger scalar() throws InvalidPointException {
    return ScalarField.decode(raw(SecretScalar.BYTES));
  }

  /** A secret other than zero. */
  SecretScalar secret() throws InvalidPointException, GroupSignatureException {
    byte[] bytes = raw(SecretScalar.BYTES);
    try {
      SecretScalar scalar = SecretScalar.fromBytes(bytes);
      if (scalar.isZero()) {
        throw malformed("a secret is zero");
      }
      return scalar;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  KnowledgeProof proof() throws InvalidPointException {
    return new KnowledgeProof(scalar(), scalar());
  }

  GroupParameters parameters() throws GroupSignatureException {
    int suite = u8();
    if (suite != GroupParameters.SUITE) {
      throw malformed("unknown suite " + suite);
    }
    return GroupParameters.read(text(), curve);
  }
}
