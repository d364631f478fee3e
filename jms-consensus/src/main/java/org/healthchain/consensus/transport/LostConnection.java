package org.healthchain.consensus.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.core.protocol.core.CoreRemotingConnection;
import org.apache.activemq.artemis.core.protocol.core.impl.ChannelImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;

/**
 * Tells whoever waits for an answer over a connection that it was lost. The broker's client says so
 * on the very thread that waits while it connects again, so that a peer that hangs up then (in TLS
 * 1.3 a server refuses a certificate after the client's handshake is over) would cost the whole
 * call's timeout.
 */
final class LostConnection extends ChannelInboundHandlerAdapter {
  /** The wait may begin a moment after the loss. */
  private static final long[] AGAIN_MILLIS = {20, 100, 500};

  private final ClientProtocolManager protocol;

  /** Watches the channel in whose pipeline it stands. */
  LostConnection(ClientProtocolManager protocol) {
    this.protocol = protocol;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    tell(context.channel());
    for (long millis : AGAIN_MILLIS) {
      var unused =
          context.executor().schedule(() -> tell(context.channel()), millis, TimeUnit.MILLISECONDS);
    }
    super.channelInactive(context);
  }

  private void tell(Channel channel) {
    if (protocol.getCurrentConnection() instanceof CoreRemotingConnection current
        && current.getTransportConnection() instanceof NettyConnection transport
        && transport.getNettyChannel() == channel) {
      current
          .getChannel(ChannelImpl.CHANNEL_ID.SESSION.id, -1)
          .returnBlocking(new ActiveMQDisconnectedException("the connection was lost"));
    }
  }
}
