package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code java.security.Key} is Serializable, so that anybody may write a stream that claims to hold
 * a key of ours; reading it must not make one without content.
 */
class SerializedKeysTest {
  @ParameterizedTest
  @ValueSource(classes = {GroupSchemePublicKey.class, GroupSchemePrivateKey.class})
  void noStreamMakesAKey(Class<?> type) throws Exception {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(streamOf(type.getName())))) {
      assertThatThrownBy(in::readObject).isInstanceOf(InvalidObjectException.class);
    }
  }

  /** An instance of the class, and of its superclass, without any field (Java serialization §6). */
  private static byte[] streamOf(String className) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
    out.writeShort(ObjectStreamConstants.STREAM_VERSION);
    out.writeByte(ObjectStreamConstants.TC_OBJECT);
    describe(out, className, ObjectStreamConstants.SC_SERIALIZABLE);
    describe(
        out,
        GroupSchemeKey.class.getName(),
        ObjectStreamConstants.SC_SERIALIZABLE | ObjectStreamConstants.SC_WRITE_METHOD);
    out.writeByte(ObjectStreamConstants.TC_NULL);
    out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    return bytes.toByteArray();
  }

  private static void describe(DataOutputStream out, String className, int flags)
      throws IOException {
    out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
    out.writeUTF(className);
    out.writeLong(1);
    out.writeByte(flags);
    out.writeShort(0);
    out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
  }
}
