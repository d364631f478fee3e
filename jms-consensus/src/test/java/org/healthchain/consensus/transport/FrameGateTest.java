package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.ReplicaId;
import org.junit.jupiter.api.Test;

class FrameGateTest {
  private static final ReplicaId SELF = new ReplicaId(2);
  private static final ReplicaId PEER = new ReplicaId(1);

  private final TransportCounters counters = new TransportCounters();
  private final List<byte[]> received = new ArrayList<>();
  private boolean room = true;
  private final FrameGate gate =
      new FrameGate(SELF, PEER, counters, (from, kind, payload) -> room && received.add(payload));

  @Test
  void aGoodFramePassesOnce() {
    byte[] frame = frame(PEER, Optional.of(SELF), 1);
    gate.accept(frame, true, 1);
    gate.accept(frame, true, 2);
    assertThat(received).hasSize(1);
    assertThat(dropped(FrameDropReason.DUPLICATE)).isEqualTo(1);
    assertThat(counters.snapshot().get(PEER).received()).isEqualTo(1);
  }

  @Test
  void aFrameForAnotherReceiverIsDropped() {
    gate.accept(frame(PEER, Optional.of(new ReplicaId(3)), 1), true, 1);
    assertDropped(FrameDropReason.MISADDRESSED);
  }

  @Test
  void aDirectedFrameOnTheBroadcastAddressIsDropped() {
    gate.accept(frame(PEER, Optional.of(SELF), 1), false, 1);
    assertDropped(FrameDropReason.MISADDRESSED);
  }

  @Test
  void aFrameInTheNameOfAThirdIsDropped() {
    gate.accept(frame(new ReplicaId(3), Optional.of(SELF), 1), true, 1);
    assertDropped(FrameDropReason.MISADDRESSED);
  }

  @Test
  void garbageIsDropped() {
    gate.accept(new byte[] {1, 2, 3}, true, 1);
    assertDropped(FrameDropReason.MALFORMED);
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    room = false;
    gate.accept(frame(PEER, Optional.of(SELF), 1), true, 1);
    assertDropped(FrameDropReason.OVER_QUOTA);
  }

  @Test
  void framesOutOfOrderPassWithinTheWindow() {
    for (long sequence : new long[] {5, 3, 4000, 4, 1, 4001}) {
      gate.accept(frame(PEER, Optional.of(SELF), sequence), true, 1);
    }
    assertThat(received).hasSize(6);
    gate.accept(frame(PEER, Optional.of(SELF), 9000), true, 1);
    gate.accept(frame(PEER, Optional.of(SELF), 6), true, 1);
    assertThat(received).hasSize(7);
  }

  private void assertDropped(FrameDropReason reason) {
    assertThat(received).isEmpty();
    assertThat(dropped(reason)).isEqualTo(1);
  }

  private long dropped(FrameDropReason reason) {
    return counters.snapshot().get(PEER).dropped().get(reason);
  }

  private static byte[] frame(ReplicaId sender, Optional<ReplicaId> to, long sequence) {
    return FrameCodec.encode(new Frame(FrameKind.MESSAGE, sender, to, 1, sequence, new byte[] {9}));
  }
}
