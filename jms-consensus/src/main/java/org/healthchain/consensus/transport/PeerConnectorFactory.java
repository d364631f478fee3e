package org.healthchain.consensus.transport;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnector;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ClientConnectionLifeCycleListener;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Connector;
import org.jspecify.annotations.Nullable;

/**
 * The broker's connector to a peer with bounds of our own ({@link PacketLimit}) and a quick end of
 * waiting for who is gone ({@link LostConnection}). Made by the broker by its class name.
 */
public final class PeerConnectorFactory extends NettyConnectorFactory {
  @Override
  public Connector createConnector(
      Map<String, Object> configuration,
      BufferHandler handler,
      ClientConnectionLifeCycleListener listener,
      Executor closeExecutor,
      Executor threadPool,
      ScheduledExecutorService scheduledThreadPool,
      ClientProtocolManager protocol) {
    String host = String.valueOf(configuration.get(TransportConstants.HOST_PROP_NAME));
    int port =
        Integer.parseInt(String.valueOf(configuration.get(TransportConstants.PORT_PROP_NAME)));
    ClientProtocolManager bounded = bounded(protocol, () -> LinkOffences.ALL.count(host, port));
    return new NettyConnector(
        configuration, handler, listener, closeExecutor, threadPool, scheduledThreadPool, bounded) {
      /** Null, which is tried again later, while the peer is punished. */
      @Override
      public @Nullable NettyConnection createConnection(
          Consumer<ChannelFuture> onConnect, String toHost, int toPort) {
        return LinkOffences.ALL.penalised(host, port)
            ? null
            : super.createConnection(onConnect, toHost, toPort);
      }
    };
  }

  /**
   * The protocol with our decoder in place of its own, and a watch on the connection; all else is
   * the protocol's.
   */
  private static ClientProtocolManager bounded(ClientProtocolManager protocol, Runnable offended) {
    return (ClientProtocolManager)
        Proxy.newProxyInstance(
            PeerConnectorFactory.class.getClassLoader(),
            new Class<?>[] {ClientProtocolManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("addChannelHandlers")) {
                ((ChannelPipeline) arguments[0])
                    .addLast("activemq-decoder", new PacketLimit(offended))
                    .addLast("lost", new LostConnection(protocol));
                return null;
              }
              try {
                return method.invoke(protocol, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
