package org.healthchain.incontainer;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.transport.BrokerConfiguration;
import org.healthchain.consensus.transport.EmbeddedBroker;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.JmsTransport;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.ConsortiumMember;

/**
 * The manager's place in the consortium, with its real keys and a broker of its own, in the hands
 * of a test: what it sends reaches the institution over TLS and federation like a server's frames.
 */
final class ManagerPeer implements AutoCloseable {
  private static final ReplicaId MANAGER = new ReplicaId(Genesis.MANAGER_ID);
  private static final int OTHER_BROKER_IN_THIS_MACHINE = 7;
  private static final String TO_ALL = "hc.out.0";
  private static final String TO_INSTITUTION = "hc.out.0.to.1";

  final Ed25519PrivateKeyParameters key;
  final Queue<FrameKind> heard = new ConcurrentLinkedQueue<>();
  private final ReplicaId institution;
  private final EmbeddedBroker broker;
  private final JmsTransport transport;
  private final Connection connection;
  private final Session session;
  private final MessageConsumer own;

  ManagerPeer(InstanceDirectory directory, Genesis genesis) throws Exception {
    key = new Ed25519PrivateKeyParameters(secret(directory), 0);
    ConsortiumMember member = genesis.state().activeMembers().get(0);
    institution = new ReplicaId(member.id());
    broker =
        new EmbeddedBroker(
            new BrokerConfiguration(
                MANAGER,
                OTHER_BROKER_IN_THIS_MACHINE,
                new BrokerConfiguration.Acceptor(directory.brokerHost(), directory.brokerPort()),
                new BrokerConfiguration.TlsKey(
                    directory.keyStoreFile(),
                    new String(directory.keyStorePassword()),
                    InstanceKeyStore.TLS_ALIAS),
                directory.brokerData()));
    broker.start();
    PeerEndpoint endpoint = endpoint(member);
    broker.addPeer(endpoint);
    transport =
        new JmsTransport(
            MANAGER,
            broker.connectionFactory(),
            (from, kind, payload) -> heard.add(kind),
            System.currentTimeMillis());
    transport.subscribe(endpoint);
    connection = broker.connectionFactory().createConnection();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    own = session.createConsumer(session.createTopic(TO_INSTITUTION));
    connection.start();
  }

  private static byte[] secret(InstanceDirectory directory) throws Exception {
    return directory.keyStore().requireSecret(SecretName.IDENTITY_KEY);
  }

  private static PeerEndpoint endpoint(ConsortiumMember member) {
    String[] address = member.brokerAddress().split(":", 2);
    return new PeerEndpoint(
        new ReplicaId(member.id()),
        address[0],
        Integer.parseInt(address[1]),
        Digest.of(member.certificateFingerprint().bytes()));
  }

  /** Sends as a server does; returns the frame's bytes, as they went out. */
  byte[] send(DisseminationMessage message) throws Exception {
    return send(MessageCodec.encode(message));
  }

  byte[] send(byte[] payload) throws Exception {
    transport.send(institution, FrameKind.MESSAGE, payload);
    Message sent = own.receive(10_000);
    byte[] frame = new byte[(int) ((BytesMessage) sent).getBodyLength()];
    ((BytesMessage) sent).readBytes(frame);
    return frame;
  }

  /** Puts any bytes onto the topic from which the institution takes what is meant for it. */
  void sendRaw(byte[] bytes) throws Exception {
    sendRaw(TO_INSTITUTION, bytes);
    own.receive(10_000);
  }

  /** The same on the topic that is for everybody. */
  void broadcastRaw(byte[] bytes) throws Exception {
    sendRaw(TO_ALL, bytes);
  }

  private void sendRaw(String topic, byte[] bytes) throws Exception {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(bytes);
    send(topic, message);
  }

  void sendText(String text) throws Exception {
    send(TO_ALL, session.createTextMessage(text));
  }

  private void send(String topic, Message message) throws Exception {
    try (var producer = session.createProducer(session.createTopic(topic))) {
      producer.send(message);
    }
  }

  @Override
  public void close() throws Exception {
    connection.close();
    transport.close();
    broker.close();
  }
}
