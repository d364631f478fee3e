package org.healthchain.consensus.transport;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.message.ReplicaId;

/** One peer's two addresses, consumed in one session, so by one thread at a time. */
final class PeerSubscription implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PeerSubscription.class.getName());

  private final Session session;
  private final FrameGate gate;

  PeerSubscription(Connection connection, ReplicaId self, ReplicaId peer, FrameGate gate)
      throws JMSException {
    this.gate = gate;
    session = connection.createSession(false, Session.DUPS_OK_ACKNOWLEDGE);
    listen(BrokerAddresses.broadcast(peer), false);
    listen(BrokerAddresses.directed(peer, self), true);
  }

  private void listen(String address, boolean toSelf) throws JMSException {
    session
        .createConsumer(session.createTopic(address))
        .setMessageListener(message -> onMessage(message, toSelf));
  }

  private void onMessage(Message message, boolean toSelf) {
    try {
      if (!(message instanceof BytesMessage bytes)
          || bytes.getBodyLength() > FrameCodec.MAX_FRAME_BYTES) {
        gate.drop(FrameDropReason.OVERSIZED);
        return;
      }
      byte[] frame = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(frame);
      gate.accept(frame, toSelf, System.currentTimeMillis());
    } catch (JMSException e) {
      gate.drop(FrameDropReason.MALFORMED);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (JMSException e) {
      LOG.log(Level.FINE, "A subscription did not close cleanly", e);
    }
  }
}
