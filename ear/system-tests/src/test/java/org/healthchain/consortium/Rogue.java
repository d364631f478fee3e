package org.healthchain.consortium;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.transport.BrokerConfiguration;
import org.healthchain.consensus.transport.EmbeddedBroker;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.JmsTransport;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;

/**
 * A member gone bad: in the place of its stopped server stands a program with its keys and its
 * broker, which says whatever it likes.
 */
final class Rogue implements AutoCloseable {
  private static final int IN_VM_ID = 900;
  private static final int FRAME_MAGIC = 0x48434631;
  private static final int FRAME_VERSION = 2;
  private static final int EVERYONE = 0x7FFFFFFF;

  /**
   * A server's first lane has the second of its start in the upper bits ({@code Recovery}), each
   * further one is one more. An older number than the stopped server's would be dropped as stale.
   */
  private static final AtomicLong LANES = new AtomicLong();

  private final ReplicaId self;
  private final EmbeddedBroker broker;
  private final JmsTransport transport;
  private final Connection raw;

  private Rogue(ReplicaId self, EmbeddedBroker broker, JmsTransport transport, Connection raw) {
    this.self = self;
    this.broker = broker;
    this.transport = transport;
    this.raw = raw;
  }

  /**
   * @param instance of a server that is stopped
   * @param state whom it talks to
   */
  static Rogue inPlaceOf(InstanceDirectory instance, ConsortiumState state, Path folder)
      throws Exception {
    ReplicaId self = new ReplicaId(instance.memberId());
    EmbeddedBroker broker =
        new EmbeddedBroker(
            new BrokerConfiguration(
                self,
                IN_VM_ID,
                new BrokerConfiguration.Acceptor(instance.brokerHost(), instance.brokerPort()),
                new BrokerConfiguration.TlsKey(
                    instance.keyStoreFile(),
                    new String(instance.keyStorePassword()),
                    InstanceKeyStore.TLS_ALIAS),
                folder));
    // As a server does: whoever calls before it is known is refused.
    for (ConsortiumMember member : state.activeMembers()) {
      if (member.id() != self.value()) {
        broker.addPeer(
            endpoint(member.id(), member.brokerAddress(), member.certificateFingerprint()));
      }
    }
    broker.start();
    JmsTransport transport =
        new JmsTransport(
            self,
            broker.connectionFactory(),
            (from, kind, payload) -> true,
            System.currentTimeMillis());
    Connection raw = broker.connectionFactory().createConnection();
    raw.start();
    return new Rogue(self, broker, transport, raw);
  }

  private static PeerEndpoint endpoint(int id, String address, Hash certificate) {
    int colon = address.lastIndexOf(':');
    return new PeerEndpoint(
        new ReplicaId(id),
        address.substring(0, colon),
        Integer.parseInt(address.substring(colon + 1)),
        Digest.of(certificate.bytes()));
  }

  /** Publishes transactions as the first batch of a new lane of its own. */
  void publish(byte[]... transactions) {
    long lane =
        LANES.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis() / 1_000 << 20));
    say(
        new RelayBatch(
            new LanePosition(self, lane, 1),
            1,
            Digest.ZERO,
            List.of(transactions).stream().map(TransactionBytes::of).toList()));
  }

  /** Says something well formed to all. */
  void say(Message message) {
    say(MessageCodec.encode(message));
  }

  /** Says any bytes to all, in a frame. */
  void say(byte[] payload) {
    transport.broadcast(FrameKind.MESSAGE, payload);
  }

  /** Puts any bytes on its own topic, in no frame at all. */
  void scribble(byte[] bytes) throws Exception {
    try (Session session = raw.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(bytes);
      session
          .createProducer(session.createTopic("hc.out." + self.value()))
          .send(message, jakarta.jms.DeliveryMode.NON_PERSISTENT, 4, 0);
    }
  }

  /** A frame on its own topic that names another as its sender. */
  void impersonate(int other) throws Exception {
    byte[] payload = {1, 2, 3};
    ByteBuffer frame = ByteBuffer.allocate(32 + payload.length);
    frame.putInt(FRAME_MAGIC).put((byte) FRAME_VERSION).put((byte) 1);
    frame.putShort((short) other).putInt(EVERYONE);
    frame.putLong(System.currentTimeMillis()).putLong(1).putInt(payload.length).put(payload);
    scribble(frame.array());
  }

  @Override
  public void close() throws Exception {
    raw.close();
    Thread closing =
        new Thread(
            () -> {
              transport.close();
              broker.close();
            },
            "rogue-closing");
    closing.setDaemon(true);
    closing.start();
    closing.join(20_000);
  }
}
