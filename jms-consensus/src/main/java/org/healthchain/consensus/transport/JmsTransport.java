package org.healthchain.consensus.transport;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Frames over JMS topics of the own broker. Sending publishes on the own addresses; federation
 * brings the peers' addresses here, where each peer has a session (and so a thread) of its own that
 * checks its frames. Safe for concurrent use.
 */
public final class JmsTransport implements Transport, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JmsTransport.class.getName());

  private final ReplicaId self;
  private final FrameListener listener;
  private final TransportCounters counters = new TransportCounters();
  private final long incarnation;

  private final Connection outbound;
  private final Session outboundSession;
  private final MessageProducer producer;
  private final Topic broadcastTopic;
  private final Map<ReplicaId, Directed> directed = new HashMap<>();
  private long broadcastSequence;

  private final Connection inbound;
  private final Map<ReplicaId, PeerSubscription> subscriptions = new HashMap<>();
  private boolean closed;

  /** The way to one receiver; guarded by the outbound session's monitor. */
  private static final class Directed {
    private final Topic topic;
    private long sequence;

    Directed(Topic topic) {
      this.topic = topic;
    }
  }

  /**
   * @param connections to the own broker ({@link EmbeddedBroker#connectionFactory()})
   * @param incarnation greater at every start, for instance the milliseconds since 1970
   */
  public JmsTransport(
      ReplicaId self, ConnectionFactory connections, FrameListener listener, long incarnation) {
    this.self = self;
    this.listener = listener;
    this.incarnation = incarnation;
    try {
      outbound = connections.createConnection();
      outboundSession = outbound.createSession(false, Session.AUTO_ACKNOWLEDGE);
      producer = outboundSession.createProducer(null);
      producer.setDisableMessageID(true);
      producer.setDisableMessageTimestamp(true);
      producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      broadcastTopic = outboundSession.createTopic(BrokerAddresses.broadcast(self));
      inbound = connections.createConnection();
      inbound.start();
    } catch (JMSException e) {
      throw new TransportException("cannot reach the own broker", e);
    }
  }

  /** Listens to a peer; the broker must have been told of it, before or after. */
  public synchronized void subscribe(PeerEndpoint peer) {
    if (closed || peer.id().equals(self)) {
      return;
    }
    unsubscribe(peer.id());
    try {
      FrameGate gate = new FrameGate(self, peer.id(), counters, listener);
      subscriptions.put(peer.id(), new PeerSubscription(inbound, self, peer.id(), gate));
    } catch (JMSException e) {
      throw new TransportException("cannot listen to " + peer.id(), e);
    }
  }

  public synchronized void unsubscribe(ReplicaId peer) {
    PeerSubscription old = subscriptions.remove(peer);
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void send(ReplicaId to, FrameKind kind, byte[] payload) {
    if (to.equals(self)) {
      throw new IllegalArgumentException("a replica does not send to itself");
    }
    synchronized (outboundSession) {
      try {
        Directed way = directed.get(to);
        if (way == null) {
          String address = BrokerAddresses.directed(self, to);
          way = new Directed(outboundSession.createTopic(address));
          directed.put(to, way);
        }
        publish(way.topic, kind, Optional.of(to), ++way.sequence, payload);
      } catch (JMSException e) {
        failed(e);
      }
    }
  }

  @Override
  public void broadcast(FrameKind kind, byte[] payload) {
    synchronized (outboundSession) {
      try {
        publish(broadcastTopic, kind, Optional.empty(), ++broadcastSequence, payload);
      } catch (JMSException e) {
        failed(e);
      }
    }
  }

  public TransportCounters counters() {
    return counters;
  }

  @Override
  public synchronized void close() {
    closed = true;
    subscriptions.values().forEach(PeerSubscription::close);
    subscriptions.clear();
    for (Connection connection : new Connection[] {inbound, outbound}) {
      try {
        connection.close();
      } catch (JMSException e) {
        LOG.log(Level.FINE, "A connection to the own broker did not close cleanly", e);
      }
    }
  }

  private void publish(
      Topic topic, FrameKind kind, Optional<ReplicaId> to, long sequence, byte[] payload)
      throws JMSException {
    if (payload.length > FrameCodec.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("a payload of " + payload.length + " bytes");
    }
    Frame frame = new Frame(kind, self, to, incarnation, sequence, payload);
    BytesMessage message = outboundSession.createBytesMessage();
    message.writeBytes(FrameCodec.encode(frame));
    producer.send(topic, message);
  }

  private void failed(JMSException e) {
    LOG.log(Level.FINE, "A frame was not sent", e);
  }
}
