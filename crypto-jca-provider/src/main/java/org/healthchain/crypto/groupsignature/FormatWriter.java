package org.healthchain.crypto.groupsignature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.healthchain.crypto.curve.ScalarField;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * Writes the canonical encodings of {@code FORMATS.md}; {@link FormatReader} is its counterpart.
 */
final class FormatWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  FormatWriter kind(ObjectKind kind) {
    return u8(ObjectKind.VERSION).u8(kind.id());
  }

  FormatWriter u8(int value) {
    out.write(value);
    return this;
  }

  FormatWriter u16(int value) {
    return u8(value >>> Byte.SIZE).u8(value);
  }

  FormatWriter u32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  FormatWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** u8 length ‖ UTF-8. */
  FormatWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u8(utf8.length).raw(utf8);
  }

  FormatWriter scalar(BigInteger scalar) {
    return raw(ScalarField.toBytes(scalar));
  }

  FormatWriter secret(SecretScalar scalar) {
    byte[] bytes = scalar.toBytes();
    raw(bytes);
    Arrays.fill(bytes, (byte) 0);
    return this;
  }

  FormatWriter proof(KnowledgeProof proof) {
    return scalar(proof.challenge()).scalar(proof.response());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
