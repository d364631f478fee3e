package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.junit.jupiter.api.Test;

class FrameGateTest {
  private static final Digest CHAIN = Digest.sha256(new byte[] {1});
  private static final ReplicaId SELF = new ReplicaId(2);

  private final TestIdentity peer = TestIdentity.create(1);
  private final TransportCounters counters = new TransportCounters();
  private final List<byte[]> received = new ArrayList<>();
  private boolean room = true;
  private final FrameGate gate =
      new FrameGate(
          SELF,
          peer.endpoint(),
          CHAIN,
          TestIdentity.verifier(),
          counters,
          (from, kind, payload, signed) -> room && received.add(payload));

  @Test
  void aGoodFramePassesOnce() {
    byte[] frame = frame(peer, CHAIN, Optional.of(SELF), 1);
    gate.accept(frame, true, 1);
    gate.accept(frame, true, 2);
    assertThat(received).hasSize(1);
    assertThat(dropped(DropReason.DUPLICATE)).isEqualTo(1);
    assertThat(counters.received(peer.id())).isEqualTo(1);
  }

  @Test
  void aFrameSignedByAnotherIsDropped() {
    gate.accept(frame(impostor(), CHAIN, Optional.of(SELF), 1), true, 1);
    assertDropped(DropReason.BAD_SIGNATURE);
  }

  @Test
  void aFrameOfAnotherChainIsDropped() {
    gate.accept(frame(peer, Digest.sha256(new byte[] {2}), Optional.of(SELF), 1), true, 1);
    assertDropped(DropReason.BAD_SIGNATURE);
  }

  @Test
  void aForgedFrameDoesNotShutOutTheTrueOne() {
    gate.accept(frame(impostor(), CHAIN, Optional.of(SELF), 1), true, 1);
    gate.accept(frame(peer, CHAIN, Optional.of(SELF), 1), true, 2);
    assertThat(received).hasSize(1);
  }

  @Test
  void aFrameForAnotherReceiverIsDropped() {
    gate.accept(frame(peer, CHAIN, Optional.of(new ReplicaId(3)), 1), true, 1);
    assertDropped(DropReason.MISADDRESSED);
  }

  @Test
  void aDirectedFrameOnTheBroadcastAddressIsDropped() {
    gate.accept(frame(peer, CHAIN, Optional.of(SELF), 1), false, 1);
    assertDropped(DropReason.MISADDRESSED);
  }

  @Test
  void aFrameInTheNameOfAThirdIsDropped() {
    gate.accept(frame(TestIdentity.create(3), CHAIN, Optional.of(SELF), 1), true, 1);
    assertDropped(DropReason.MISADDRESSED);
  }

  @Test
  void garbageIsDropped() {
    gate.accept(new byte[] {1, 2, 3}, true, 1);
    assertDropped(DropReason.MALFORMED);
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    room = false;
    gate.accept(frame(peer, CHAIN, Optional.of(SELF), 1), true, 1);
    assertDropped(DropReason.OVER_QUOTA);
  }

  @Test
  void framesOutOfOrderPassWithinTheWindow() {
    for (long sequence : new long[] {5, 3, 4000, 4, 1, 4001}) {
      gate.accept(frame(peer, CHAIN, Optional.of(SELF), sequence), true, 1);
    }
    assertThat(received).hasSize(6);
    gate.accept(frame(peer, CHAIN, Optional.of(SELF), 9000), true, 1);
    gate.accept(frame(peer, CHAIN, Optional.of(SELF), 6), true, 1);
    assertThat(received).hasSize(7);
  }

  private TestIdentity impostor() {
    return TestIdentity.create(1);
  }

  private void assertDropped(DropReason reason) {
    assertThat(received).isEmpty();
    assertThat(dropped(reason)).isEqualTo(1);
  }

  private long dropped(DropReason reason) {
    return counters.dropped(peer.id(), reason);
  }

  private static byte[] frame(
      TestIdentity sender, Digest chain, Optional<ReplicaId> to, long sequence) {
    Frame bare =
        new Frame(
            FrameKind.MESSAGE, sender.id(), to, 1, sequence, new byte[] {9}, Optional.empty());
    Bytes signature =
        sender.signer().sign(SignatureScheme.ED25519, FrameCodec.statement(chain, bare));
    return FrameCodec.encode(
        new Frame(
            bare.kind(), bare.sender(), to, 1, sequence, bare.payload(), Optional.of(signature)));
  }
}
