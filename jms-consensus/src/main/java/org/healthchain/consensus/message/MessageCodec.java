package org.healthchain.consensus.message;

/**
 * Messages to bytes and back: one byte of format version, one of type, then the fields. Decoding
 * bounds everything, refuses trailing bytes, and never throws anything but {@link
 * MalformedMessageException}, whatever the bytes are.
 */
public final class MessageCodec {
  public static final int VERSION = 1;

  /** No encoded message is longer; a new-view of 1024 members is the longest. */
  public static final int MAX_MESSAGE_BYTES = 16 << 20;

  private MessageCodec() {}

  public static byte[] encode(Message message) {
    WireWriter out = new WireWriter(256);
    out.u8(VERSION);
    message.accept(new Writer(out));
    return out.toByteArray();
  }

  public static Message decode(byte[] bytes) throws MalformedMessageException {
    if (bytes.length > MAX_MESSAGE_BYTES) {
      throw new MalformedMessageException("a message of " + bytes.length + " bytes");
    }
    WireReader in = new WireReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new MalformedMessageException("format version " + version);
    }
    int type = in.u8();
    Message message =
        type <= ConsensusCodec.LAST_TYPE
            ? ConsensusCodec.read(type, in)
            : DisseminationCodec.read(type, in);
    in.end();
    return message;
  }

  private record Writer(WireWriter out) implements Message.Handler {
    @Override
    public void on(ConsensusMessage message) {
      ConsensusCodec.write(out, message);
    }

    @Override
    public void on(DisseminationMessage message) {
      DisseminationCodec.write(out, message);
    }
  }
}
