package org.healthchain.consensus.replica;

import java.util.List;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.WireReader;
import org.healthchain.consensus.message.WireWriter;

/** The block fetch protocol: a cursor into the sequence of encoded blocks. See {@code WIRE.md}. */
sealed interface BlockMessage {
  int MAX_BLOCK_BYTES = 128 << 20;
  int MAX_ANSWER_BYTES = 1 << 20;
  int MAX_PIECES = 64;

  /** Hands itself to the method of its type. */
  void accept(Handler handler);

  /** One method for each message. */
  interface Handler {
    void on(Request request);

    void on(Answer answer);
  }

  /** Asks for what follows this byte of this block. */
  record Request(long nonce, SequenceNumber height, int offset) implements BlockMessage {
    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /** Consecutive pieces from there on; none when the asked has no such block. */
  record Answer(long nonce, List<Piece> pieces) implements BlockMessage {
    public Answer {
      pieces = List.copyOf(pieces);
    }

    @Override
    public void accept(Handler handler) {
      handler.on(this);
    }
  }

  /**
   * A part of one block.
   *
   * @param blockBytes length of the whole block
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; carried only
  record Piece(SequenceNumber height, int blockBytes, int offset, byte[] bytes) {}

  static byte[] encode(BlockMessage message) {
    WireWriter out = new WireWriter(1024).u8(1);
    message.accept(new Writer(out));
    return out.toByteArray();
  }

  static BlockMessage decode(byte[] bytes) throws MalformedMessageException {
    WireReader in = new WireReader(bytes);
    if (in.u8() != 1) {
      throw new MalformedMessageException("another version");
    }
    int type = in.u8();
    long nonce = in.u64(Long.MAX_VALUE);
    BlockMessage message =
        switch (type) {
          case 1 -> new Request(nonce, height(in), in.u31());
          case 2 -> new Answer(nonce, in.list(MAX_PIECES, BlockMessage::piece));
          default -> throw new MalformedMessageException("unknown type " + type);
        };
    in.end();
    return message;
  }

  private static SequenceNumber height(WireReader in) throws MalformedMessageException {
    return new SequenceNumber(in.u64(SequenceNumber.MAX_VALUE));
  }

  private static Piece piece(WireReader in) throws MalformedMessageException {
    SequenceNumber height = height(in);
    int total = in.u31();
    int offset = in.u31();
    byte[] part = in.bytes(MAX_ANSWER_BYTES);
    if (total == 0 || total > MAX_BLOCK_BYTES || part.length == 0 || offset > total - part.length) {
      throw new MalformedMessageException("a piece that does not fit its block");
    }
    return new Piece(height, total, offset, part);
  }

  /** Writes the type and the fields. */
  record Writer(WireWriter out) implements Handler {
    @Override
    public void on(Request request) {
      out.u8(1).u64(request.nonce()).u64(request.height().value()).u32(request.offset());
    }

    @Override
    public void on(Answer answer) {
      out.u8(2).u64(answer.nonce()).u32(answer.pieces().size());
      for (Piece piece : answer.pieces()) {
        out.u64(piece.height().value()).u32(piece.blockBytes()).u32(piece.offset());
        out.bytes(piece.bytes());
      }
    }
  }
}
