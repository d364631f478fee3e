package org.healthchain.consensus.transport;

import java.util.Optional;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.WireReader;
import org.healthchain.consensus.message.WireWriter;

/** Frames to bytes and back. A frame has exactly one encoding. */
final class FrameCodec {
  /** "HCF1" in ASCII. */
  static final int MAGIC = 0x48434631;

  /** Frames of version 1 could bear a signature (adr/0001). */
  static final int VERSION = 2;

  static final int HEADER_BYTES = 4 + 1 + 1 + 2 + 4 + 8 + 8 + 4;
  static final int MAX_PAYLOAD_BYTES = MessageCodec.MAX_MESSAGE_BYTES;
  static final int MAX_FRAME_BYTES = HEADER_BYTES + MAX_PAYLOAD_BYTES;

  /** In place of a receiver's number, which has 16 bits. */
  private static final int EVERYONE = 0x7FFFFFFF;

  private FrameCodec() {}

  static byte[] encode(Frame frame) {
    WireWriter out = new WireWriter(HEADER_BYTES + frame.payload().length);
    out.u32(MAGIC).u8(VERSION).u8(frame.kind().wireNumber());
    out.u16(frame.sender().value());
    out.u32(frame.receiver().map(ReplicaId::value).orElse(EVERYONE));
    out.u64(frame.incarnation()).u64(frame.sequence()).bytes(frame.payload());
    return out.toByteArray();
  }

  static Frame decode(byte[] bytes) throws MalformedMessageException {
    WireReader in = new WireReader(bytes);
    require(in.u31() == MAGIC, "no frame");
    require(in.u8() == VERSION, "a frame of another version");
    FrameKind kind =
        FrameKind.ofWireNumber(in.u8())
            .orElseThrow(() -> new MalformedMessageException("a frame of unknown kind"));
    ReplicaId sender = new ReplicaId(in.u16());
    int receiver = in.u31();
    require(receiver <= 0xFFFF || receiver == EVERYONE, "a frame to nobody");
    long incarnation = in.u64(Long.MAX_VALUE);
    long sequence = in.u64(Long.MAX_VALUE);
    byte[] payload = in.bytes(MAX_PAYLOAD_BYTES);
    in.end();
    Optional<ReplicaId> to =
        receiver == EVERYONE ? Optional.empty() : Optional.of(new ReplicaId(receiver));
    return new Frame(kind, sender, to, incarnation, sequence, payload);
  }

  private static void require(boolean condition, String otherwise)
      throws MalformedMessageException {
    if (!condition) {
      throw new MalformedMessageException(otherwise);
    }
  }
}
