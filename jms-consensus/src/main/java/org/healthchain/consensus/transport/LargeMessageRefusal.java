package org.healthchain.consensus.transport;

import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Cuts a peer that begins a large message. It may not send anything, but the broker looks at that
 * only when the message is whole, and gathers it in memory or in a file until then. Made by the
 * broker by its class name.
 */
public final class LargeMessageRefusal implements Interceptor {
  @Override
  public boolean intercept(Packet packet, RemotingConnection connection) {
    byte type = packet.getType();
    boolean large = type == PacketImpl.SESS_SEND_LARGE || type == PacketImpl.SESS_SEND_CONTINUATION;
    if (!large || connection.getTransportConnection() instanceof InVMConnection) {
      return true;
    }
    connection.fail(new ActiveMQSecurityException("a peer may not send"));
    return false;
  }
}
