package org.healthchain.consensus.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the packets of the core protocol out of the stream that a peer's broker sends, like the
 * broker's own decoder, and ends the connection at what no honest peer sends: a packet longer than
 * the longest frame and a large message: both would be gathered, in memory or in a file, before
 * anybody looks at them.
 */
final class PacketLimit extends LengthFieldBasedFrameDecoder {
  /** The longest frame with what the broker puts around it. */
  static final int MAX_PACKET_BYTES = FrameCodec.MAX_FRAME_BYTES + 65_536;

  private static final Logger LOG = Logger.getLogger(PacketLimit.class.getName());
  private static final int LENGTH_BYTES = Integer.BYTES;

  private final Runnable offended;
  private boolean cut;

  PacketLimit(Runnable offended) {
    super(MAX_PACKET_BYTES, 0, LENGTH_BYTES);
    this.offended = offended;
  }

  @Override
  protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
    if (cut) {
      in.skipBytes(in.readableBytes());
      return null;
    }
    boolean tooLong =
        in.readableBytes() >= LENGTH_BYTES
            && in.getUnsignedInt(in.readerIndex()) > MAX_PACKET_BYTES - LENGTH_BYTES;
    boolean typed = in.readableBytes() > LENGTH_BYTES;
    if (tooLong || (typed && isLarge(in.getByte(in.readerIndex() + LENGTH_BYTES)))) {
      cut = true;
      in.skipBytes(in.readableBytes());
      offended.run();
      LOG.log(Level.WARNING, "Cut the link to {0}: too long", context.channel().remoteAddress());
      var unused = context.close();
      return null;
    }
    return super.decode(context, in);
  }

  private static boolean isLarge(byte type) {
    return type == PacketImpl.SESS_RECEIVE_LARGE_MSG
        || type == PacketImpl.SESS_RECEIVE_CONTINUATION;
  }

  /** A copy without its length: the broker keeps what it gets. */
  @Override
  protected ByteBuf extractFrame(
      ChannelHandlerContext context, ByteBuf buffer, int index, int length) {
    return context.alloc().buffer(length).writeBytes(buffer, index, length).skipBytes(LENGTH_BYTES);
  }
}
