package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.ReplicaId;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
  @Test
  void whatIsEncodedDecodesToTheSame() throws MalformedMessageException {
    for (Frame frame : new Frame[] {directed(), broadcast()}) {
      byte[] bytes = FrameCodec.encode(frame);
      Frame decoded = FrameCodec.decode(bytes);
      assertThat(FrameCodec.encode(decoded)).isEqualTo(bytes);
      assertThat(decoded.sender()).isEqualTo(frame.sender());
      assertThat(decoded.receiver()).isEqualTo(frame.receiver());
      assertThat(decoded.payload()).isEqualTo(frame.payload());
      assertThat(decoded.sequence()).isEqualTo(frame.sequence());
    }
  }

  @Test
  void everyPrefixAndEveryExtensionIsRefused() {
    byte[] bytes = FrameCodec.encode(directed());
    for (int length = 0; length < bytes.length; length++) {
      byte[] prefix = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FrameCodec.decode(prefix))
          .isInstanceOf(MalformedMessageException.class);
    }
    assertThatThrownBy(() -> FrameCodec.decode(java.util.Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aFlippedBitIsRefusedOrDecodesToAnotherFrame() {
    byte[] bytes = FrameCodec.encode(directed());
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      decodesToItselfOrIsRefused(changed);
    }
  }

  @Test
  void randomBytesNeverDoMoreThanBeRefused() {
    Random random = new Random(5);
    byte[] good = FrameCodec.encode(directed());
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      decodesToItselfOrIsRefused(bytes);
    }
  }

  private static void decodesToItselfOrIsRefused(byte[] bytes) {
    try {
      assertThat(FrameCodec.encode(FrameCodec.decode(bytes))).isEqualTo(bytes);
    } catch (MalformedMessageException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  private static Frame directed() {
    return new Frame(
        FrameKind.BLOCKS,
        new ReplicaId(7),
        Optional.of(new ReplicaId(65_535)),
        1_700_000_000_000L,
        12,
        new byte[] {1, 2, 3});
  }

  private static Frame broadcast() {
    return new Frame(
        FrameKind.MESSAGE, new ReplicaId(0), Optional.empty(), 1, Long.MAX_VALUE, new byte[0]);
  }
}
