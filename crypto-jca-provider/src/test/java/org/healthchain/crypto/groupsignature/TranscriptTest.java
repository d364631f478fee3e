package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.junit.jupiter.api.Test;

/** The hash behind every challenge. */
class TranscriptTest {
  @Test
  void isTheHashThatTheFormatSays() throws Exception {
    MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
    add(sha512, "label", bytes("L"));
    add(sha512, "a", new byte[] {1, 2});
    add(sha512, "e", new byte[] {0, 0, 1, 0});
    byte[] expected = sha512.digest();
    Transcript transcript = Transcript.of("L").append("a", new byte[] {1, 2}).append("e", 256);
    assertThat(transcript.fork().finish()).isEqualTo(expected);
    assertThat(transcript.challenge()).isEqualTo(new BigInteger(1, expected).mod(Curve.ORDER));
  }

  private static void add(MessageDigest digest, String name, byte[] value) {
    byte[] encodedName = bytes(name);
    digest.update(ByteBuffer.allocate(2).putShort((short) encodedName.length).array());
    digest.update(encodedName);
    digest.update(ByteBuffer.allocate(4).putInt(value.length).array());
    digest.update(value);
  }

  @Test
  void inputsDoNotRunIntoEachOther() {
    List<BigInteger> all =
        List.of(
            Transcript.of("L").append("a", bytes("bc")).challenge(),
            Transcript.of("L").append("ab", bytes("c")).challenge(),
            Transcript.of("La").append("", bytes("bc")).challenge(),
            Transcript.of("L").append("a", bytes("b")).append("", bytes("c")).challenge(),
            Transcript.of("L").append("a", bytes("b")).append("c", bytes("")).challenge(),
            Transcript.of("L").append("a", bytes("bc")).append("", bytes("")).challenge());
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void aForkLeavesTheOriginalAlone() {
    Transcript one = Transcript.of("L").append("a", bytes("b"));
    Transcript two = Transcript.of("L").append("a", bytes("b"));
    one.fork().append("more", bytes("more")).challenge();
    assertThat(one.challenge()).isEqualTo(two.challenge());
  }

  @Test
  void challengesAreReduced() {
    for (int i = 0; i < 50; i++) {
      assertThat(Transcript.of("L").append("i", i).challenge())
          .isBetween(BigInteger.ZERO, Curve.ORDER.subtract(BigInteger.ONE));
    }
  }
}
