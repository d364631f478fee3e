package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consensus.transport.FrameDropReason.MISADDRESSED;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several brokers in one virtual machine, over real TLS connections on loopback. */
@Timeout(120)
class FederatedBrokersTest {
  @TempDir Path root;

  private final List<TestNode> nodes = new ArrayList<>();

  @BeforeEach
  void startThreeServersThatKnowEachOther() {
    for (int i = 1; i <= 3; i++) {
      nodes.add(new TestNode(TestIdentity.create(i), root));
    }
    for (TestNode a : nodes) {
      for (TestNode b : nodes) {
        if (a != b) {
          a.know(b.identity);
        }
      }
    }
  }

  @AfterEach
  void stopServers() {
    nodes.forEach(TestNode::close);
  }

  @Test
  void aBroadcastReachesEveryOtherServer() throws Exception {
    awaitLink(node(1), node(2));
    awaitLink(node(1), node(3));
    node(1).transport.broadcast(FrameKind.MESSAGE, bytes("to all"));
    assertThat(receive(node(2), "to all").from()).isEqualTo(node(1).identity.id());
    assertThat(receive(node(3), "to all").from()).isEqualTo(node(1).identity.id());
  }

  @Test
  void aDirectedFrameReachesItsReceiverAlone() throws Exception {
    awaitLink(node(1), node(2));
    awaitLink(node(1), node(3));
    node(1).transport.send(node(2).identity.id(), FrameKind.MESSAGE, bytes("for you"));
    assertThat(receive(node(2), "for you").from()).isEqualTo(node(1).identity.id());
    Thread.sleep(300);
    assertThat(drain(node(3))).doesNotContain("for you");
  }

  @Test
  void aFrameOfSeveralMegabytesArrivesWhole() throws Exception {
    awaitLink(node(1), node(2));
    byte[] big = new byte[6 << 20];
    java.util.Arrays.fill(big, (byte) 'x');
    node(1).transport.broadcast(FrameKind.MESSAGE, big);
    assertThat(receive(node(2), new String(big, StandardCharsets.UTF_8)).payload()).isEqualTo(big);
  }

  @Test
  void aRemovedPeerHearsNothingMoreAndComesBackWhenAdded() throws Exception {
    awaitLink(node(1), node(2));
    node(1).forget(node(2).identity);
    Thread.sleep(200);
    drain(node(2));
    for (int i = 0; i < 20; i++) {
      node(1).transport.broadcast(FrameKind.MESSAGE, bytes("secret"));
      Thread.sleep(50);
    }
    assertThat(drain(node(2))).doesNotContain("secret");
    node(1).know(node(2).identity);
    awaitLink(node(1), node(2));
  }

  @Test
  void aLyingBrokerCannotSpeakForAnotherNorFillLocalQueues() throws Exception {
    awaitLink(node(1), node(2));
    awaitLink(node(3), node(2));
    AtomicInteger forged = new AtomicInteger();
    node(1)
        .broker
        .server()
        .registerBrokerPlugin(
            new ActiveMQServerPlugin() {
              @Override
              public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
                if (consumer.getQueueName().toString().startsWith("federated.r2.")) {
                  reference.getMessage().setAddress(SimpleString.of("hc.out.3"));
                  forged.incrementAndGet();
                }
              }
            });
    long before = misaddressedTo2From3();
    for (int i = 0; i < 20; i++) {
      node(1).transport.broadcast(FrameKind.MESSAGE, bytes("I am number 3"));
    }
    await(() -> forged.get() >= 20);
    Thread.sleep(500);
    assertThat(drain(node(2))).doesNotContain("I am number 3");
    assertThat(misaddressedTo2From3())
        .as("it does not even reach the other's subscription")
        .isEqualTo(before);
    awaitLink(node(3), node(2));
  }

  private long misaddressedTo2From3() {
    return node(2)
        .transport
        .counters()
        .snapshot()
        .get(node(3).identity.id())
        .dropped()
        .get(MISADDRESSED);
  }

  @Test
  void aLargeMessageOfALyingBrokerIsNotGatheredAndCostsItTheLink() throws Exception {
    awaitLink(node(1), node(2));
    long before = node(2).broker.linksCut();
    ActiveMQConnectionFactory lying =
        (ActiveMQConnectionFactory) node(1).broker.connectionFactory();
    lying.setMinLargeMessageSize(100_000);
    try (Connection connection = lying.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      BytesMessage large = session.createBytesMessage();
      large.writeBytes(new byte[3 << 20]);
      session.createProducer(session.createTopic("hc.out.1")).send(large);
    }
    await(() -> node(2).broker.linksCut() > before);
    awaitLink(node(3), node(2));
    awaitLink(node(1), node(2)); // once the message has expired there and the penalty is over
  }

  private TestNode node(int number) {
    return nodes.get(number - 1);
  }

  /** Subscriptions that are forming lose frames, so this repeats a greeting until it arrives. */
  private static void awaitLink(TestNode from, TestNode to) throws Exception {
    List<String> texts = new ArrayList<>();
    await(
        () -> {
          from.transport.broadcast(FrameKind.MESSAGE, bytes("hello"));
          from.transport.send(to.identity.id(), FrameKind.MESSAGE, bytes("hello you"));
          try {
            Thread.sleep(50);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          texts.addAll(drain(to, from));
          return texts.contains("hello") && texts.contains("hello you");
        });
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static Inbox.Received receive(TestNode node, String text) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < end) {
      Inbox.Received frame = node.inbox.poll(500);
      if (frame != null && new String(frame.payload(), StandardCharsets.UTF_8).equals(text)) {
        return frame;
      }
    }
    throw new AssertionError("nothing like it came: " + node.transport.counters().snapshot());
  }

  private static List<String> drain(TestNode node) {
    return drain(node, null);
  }

  /** The texts that wait at a node, from one sender or (null) from all. */
  private static List<String> drain(TestNode node, TestNode from) {
    List<String> texts = new ArrayList<>();
    try {
      for (Inbox.Received r = node.inbox.poll(0); r != null; r = node.inbox.poll(0)) {
        if (from == null || r.from().equals(from.identity.id())) {
          texts.add(new String(r.payload(), StandardCharsets.UTF_8));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
