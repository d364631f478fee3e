package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server's broker lets others do, tried with the broker's own client. */
@Timeout(60)
class BrokerSecurityTest {
  private static final AtomicInteger IN_VM_IDS = new AtomicInteger(770);

  @TempDir Path root;

  private final TestIdentity self = TestIdentity.create(1);
  private final TestIdentity peer = TestIdentity.create(2);
  private final TestIdentity third = TestIdentity.create(3);
  private final TestIdentity stranger = TestIdentity.create(9);
  private EmbeddedBroker broker;

  @BeforeEach
  void startOneBrokerWithTwoPeers() {
    broker = self.broker(root.resolve("r1"), IN_VM_IDS.incrementAndGet());
    broker.start();
    broker.addPeer(peer.endpoint());
    broker.addPeer(third.endpoint());
  }

  /** Does not wait for ever: a broker that calls somebody in vain is slow to stop. */
  @AfterEach
  void stop() throws InterruptedException {
    Thread closing = new Thread(broker::close);
    closing.setDaemon(true);
    closing.start();
    closing.join(3_000);
  }

  @Test
  void aStrangerIsRefusedAndCounted() {
    assertThatThrownBy(() -> connect(stranger)).isInstanceOf(ActiveMQException.class);
    assertThat(broker.strangersRefused()).isPositive();
  }

  @Test
  void aStrangerThatKnowsTheDefaultClusterPasswordIsRefused() {
    assertThatThrownBy(() -> connect(stranger, "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"))
        .isInstanceOf(ActiveMQException.class);
    assertThatThrownBy(() -> connect(peer, "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"))
        .isInstanceOf(ActiveMQException.class);
  }

  @Test
  void aPeerMayNotSend() throws Exception {
    try (Client client = connect(peer)) {
      for (String address : List.of("hc.out.1", "hc.out.2", "hc.out.1.to.2")) {
        assertRefused(
            () -> {
              ClientProducer producer = client.session.createProducer(address);
              producer.send(client.session.createMessage(true));
              client.session.commit();
            });
      }
    }
  }

  @Test
  void aLargeMessageOfAPeerIsCutBeforeItIsGathered() throws Exception {
    try (Client client = connect(peer)) {
      ClientProducer producer = client.session.createProducer("hc.out.1");
      ClientMessage large = client.session.createMessage(true); // in pieces above 100 KiB
      large.getBodyBuffer().writeBytes(new byte[3 << 20]);
      assertThatThrownBy(() -> producer.send(large)).isInstanceOf(ActiveMQException.class);
    }
  }

  @Test
  void aPeerMayMakeQueuesOfItsOwnFederationOnly() throws Exception {
    try (Client client = connect(peer)) {
      client.session.createQueue(queue("federated.r2.from.r1.x", "hc.out.1"));
      client.session.createQueue(queue("federated.r2.from.r1.y", "hc.out.1.to.2"));
      assertRefused(() -> client.session.createQueue(queue("federated.r3.from.r1.x", "hc.out.1")));
      assertRefused(() -> client.session.createQueue(queue("mine", "hc.out.1")));
      assertRefused(
          () -> client.session.createQueue(queue("federated.r2.from.r1.z", "hc.out.1.to.3")));
      assertRefused(() -> client.session.createQueue(queue("federated.r2.from.r1.w", "jobs")));
    }
  }

  @Test
  void aPeerMayNotConsumeWhatWaitsForAnother() throws Exception {
    try (Client owner = connect(third)) {
      owner.session.createQueue(queue("federated.r3.from.r1.x", "hc.out.1"));
      owner.session.createQueue(queue("federated.r3.from.r1.y", "hc.out.1.to.3"));
    }
    try (Client client = connect(peer)) {
      assertRefused(() -> client.session.createConsumer("federated.r3.from.r1.y"));
      assertThatThrownBy(
              () -> {
                client.session.createConsumer("federated.r3.from.r1.x");
                client.session.createQueue(queue("federated.r2.from.r1.a", "hc.out.1"));
              })
          .isInstanceOf(Exception.class);
    }
  }

  @Test
  void aRemovedPeerIsAStranger() throws Exception {
    connect(peer).close();
    broker.removePeer(peer.id());
    assertThatThrownBy(() -> connect(peer)).isInstanceOf(ActiveMQException.class);
  }

  /** A peer that sits on the line to another could otherwise speak in its name. */
  @Test
  void aPeerThatAnswersWhereAnotherIsCalledIsRefused() throws Exception {
    EmbeddedBroker impostor = third.broker(root.resolve("r3"), IN_VM_IDS.incrementAndGet());
    impostor.start();
    impostor.addPeer(self.endpoint());
    broker.addPeer(third.endpointAt(TestIdentity.freePort()));
    long before = broker.strangersRefused();
    broker.addPeer(peer.endpointAt(third.port()));
    // Not closed before its broker: that would wait for the peer that is called in vain.
    new JmsTransport(self.id(), broker.connectionFactory(), (from, kind, payload) -> true, 1)
        .subscribe(peer.endpointAt(third.port()));
    FederatedBrokersTest.await(() -> broker.strangersRefused() > before);
    assertThat(impostor.server().getSessions()).isEmpty();
    impostor.close();
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action).isInstanceOf(ActiveMQSecurityException.class);
  }

  private static QueueConfiguration queue(String name, String address) {
    return QueueConfiguration.of(name)
        .setAddress(address)
        .setRoutingType(RoutingType.MULTICAST)
        .setDurable(true);
  }

  private Client connect(TestIdentity who) throws Exception {
    return connect(who, "whoever", "whatever");
  }

  private Client connect(TestIdentity who, String user, String password) throws Exception {
    Map<String, Object> tls = new HashMap<>();
    tls.put(TransportConstants.HOST_PROP_NAME, "127.0.0.1");
    tls.put(TransportConstants.PORT_PROP_NAME, self.port());
    tls.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    tls.put(TransportConstants.TRUST_ALL_PROP_NAME, true);
    tls.put(TransportConstants.VERIFY_HOST_PROP_NAME, false);
    tls.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
    tls.put(
        TransportConstants.KEYSTORE_PATH_PROP_NAME,
        who.keyStore(root.resolve("client" + who.id().value())).toString());
    tls.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, TestIdentity.PASSWORD);
    ServerLocator locator =
        ActiveMQClient.createServerLocatorWithoutHA(
            new TransportConfiguration(NettyConnectorFactory.class.getName(), tls));
    locator
        .setCallTimeout(3_000)
        .setBlockOnDurableSend(true)
        .setReconnectAttempts(0)
        .setInitialConnectAttempts(1);
    try {
      ClientSessionFactory factory = locator.createSessionFactory();
      ClientSession session =
          factory.createSession(user, password, false, true, true, false, 1 << 20);
      return new Client(locator, session);
    } catch (ActiveMQException e) {
      locator.close();
      throw e;
    }
  }

  private record Client(ServerLocator locator, ClientSession session) implements AutoCloseable {
    @Override
    public void close() {
      locator.close();
    }
  }
}
