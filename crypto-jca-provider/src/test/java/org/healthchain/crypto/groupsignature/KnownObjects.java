package org.healthchain.crypto.groupsignature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Properties;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;

/** The known objects as bytes, and what it takes to read them by the words of FORMATS.md alone. */
final class KnownObjects {
  static final byte[] LABEL = "test group known answers".getBytes(UTF_8);

  private final Curve curve;
  private final Properties known = new Properties();

  KnownObjects(Curve curve) {
    this.curve = curve;
    try (InputStream in = KnownObjects.class.getResourceAsStream("known-answers.properties")) {
      known.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  byte[] bytes(String name) {
    return HexFormat.of().parseHex(known.getProperty(name));
  }

  Parts parts(String name) {
    return new Parts(bytes(name));
  }

  /** Takes an object apart from left to right. */
  final class Parts {
    private final ByteBuffer in;

    private Parts(byte[] object) {
      in = ByteBuffer.wrap(object);
    }

    Parts kind(int kind) {
      assertThat(in.get()).isEqualTo((byte) 1);
      assertThat(in.get()).isEqualTo((byte) kind);
      return this;
    }

    Parts parameters() {
      assertThat(in.get()).isEqualTo((byte) 1);
      assertThat(raw(in.get())).isEqualTo(LABEL);
      return this;
    }

    byte[] raw(int length) {
      byte[] bytes = new byte[length];
      in.get(bytes);
      return bytes;
    }

    BigInteger scalar() {
      return new BigInteger(1, raw(32));
    }

    G1Point g1() throws GeneralSecurityException {
      return curve.decodeG1(raw(48), Identity.REFUSED);
    }

    G2Point g2() throws GeneralSecurityException {
      return curve.decodeG2(raw(96), Identity.REFUSED);
    }

    void end() {
      assertThat(in.hasRemaining()).isFalse();
    }
  }

  /** SHA-512 over u16 length, name, u32 length, value of every input; the label is the first. */
  static byte[] transcript(String label, Object... namesAndValues) throws GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    input(out, "label", label.getBytes(UTF_8));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      input(out, (String) namesAndValues[i], (byte[]) namesAndValues[i + 1]);
    }
    return MessageDigest.getInstance("SHA-512").digest(out.toByteArray());
  }

  private static void input(ByteArrayOutputStream out, String name, byte[] value) {
    byte[] encodedName = name.getBytes(UTF_8);
    out.writeBytes(ByteBuffer.allocate(2).putShort((short) encodedName.length).array());
    out.writeBytes(encodedName);
    out.writeBytes(u32(value.length));
    out.writeBytes(value);
  }

  static BigInteger challenge(String label, Object... namesAndValues)
      throws GeneralSecurityException {
    return new BigInteger(1, transcript(label, namesAndValues)).mod(Curve.ORDER);
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
