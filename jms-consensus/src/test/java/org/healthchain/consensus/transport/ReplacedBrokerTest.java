package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A peer's broker ends and an empty one takes its place, sooner or later: the link to it, which
 * nobody cut, has to find its queues gone and to make them anew.
 */
class ReplacedBrokerTest {
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

  @TempDir private Path root;

  private final TestIdentity first = TestIdentity.create(1);
  private final TestIdentity second = TestIdentity.create(2);
  private TestNode faithful;
  private TestNode replaced;

  @BeforeEach
  void link() throws Exception {
    faithful = new TestNode(first, root);
    faithful.know(second);
    replaced = new TestNode(second, root);
    replaced.know(first);
    heard("at first");
  }

  @AfterEach
  void stop() {
    faithful.close();
    replaced.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 300, 1_500})
  void isHeardAgainWhateverTheTimeOfItsAbsence(long millis) throws Exception {
    replaced.close();
    Thread.sleep(millis);
    replaced = new TestNode(second, root, List.of(first));
    heard("after an absence of " + millis + " ms");
  }

  /** Its TLS refuses us first, which in TLS 1.3 we learn when we are already talking. */
  @ParameterizedTest
  @ValueSource(longs = {200, 800, 1_600})
  void isHeardSoonAfterItKnowsUs(long millis) throws Exception {
    replaced.close();
    replaced = new TestNode(second, root);
    Thread.sleep(millis);
    replaced.know(first);
    heard("after it knew nobody for " + millis + " ms");
  }

  /** The two links to it share a connection, which ends with the attempt of either. */
  @Test
  void isHeardOnBothAddressesWhenItRefusesOneAtFirst() throws Exception {
    for (String queue : List.of(".hc.out.2.multicast", ".hc.out.2.to.1.multicast")) {
      replaced.close();
      replaced = new TestNode(second, root);
      RefusedQueue refusal = new RefusedQueue(queue);
      replaced.broker.server().registerBrokerPlugin(refusal);
      replaced.know(first);
      heard("after it refused " + queue);
      assertThat(refusal.left.get()).as("refusals that were not needed").isNotPositive();
    }
  }

  /** Refuses to make one queue, twice. */
  private static final class RefusedQueue implements ActiveMQServerPlugin {
    final AtomicInteger left = new AtomicInteger(2);
    private final String nameEnd;

    RefusedQueue(String nameEnd) {
      this.nameEnd = nameEnd;
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) throws ActiveMQException {
      if (queue.getName().toString().toLowerCase(Locale.ROOT).endsWith(nameEnd)
          && left.getAndDecrement() > 0) {
        throw new ActiveMQException("not yet");
      }
    }
  }

  /** Both what it says to all and what it says to us alone. */
  private void heard(String when) throws Exception {
    byte[] toAll = ("to all " + when).getBytes(StandardCharsets.UTF_8);
    byte[] toOne = ("to one " + when).getBytes(StandardCharsets.UTF_8);
    boolean all = false;
    boolean one = false;
    long start = System.nanoTime();
    while (!(all && one)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("%s; to all came: %s, to one came: %s", when, all, one)
          .isLessThan(HEARD_WITHIN);
      replaced.transport.broadcast(FrameKind.MESSAGE, toAll);
      replaced.transport.send(first.id(), FrameKind.MESSAGE, toOne);
      Thread.sleep(50);
      for (Inbox.Received r = faithful.inbox.poll(0); r != null; r = faithful.inbox.poll(0)) {
        all |= Arrays.equals(r.payload(), toAll);
        one |= Arrays.equals(r.payload(), toOne);
      }
    }
  }
}
