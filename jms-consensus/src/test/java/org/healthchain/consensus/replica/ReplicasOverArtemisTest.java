package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.transport.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four replicas in one virtual machine, each with its own broker, over TLS on loopback. */
@Timeout(180)
class ReplicasOverArtemisTest {
  private static final int N = 4;

  @TempDir Path root;

  private final List<TestIdentity> identities = new ArrayList<>();
  private final List<TestLedger> ledgers = new ArrayList<>();
  private final TestServer[] servers = new TestServer[N];
  private Membership membership;
  private int inVmIds = 200;

  @BeforeEach
  void startFour() throws Exception {
    for (int i = 0; i < N; i++) {
      identities.add(TestIdentity.create(i + 1));
    }
    membership = Membership.of(0, identities.stream().map(TestIdentity::member).toList());
    for (int i = 0; i < N; i++) {
      ledgers.add(new TestLedger(membership));
    }
    for (int i = 0; i < N; i++) {
      start(i);
    }
  }

  @AfterEach
  void stopAll() {
    for (int i = 0; i < N; i++) {
      stop(i);
    }
  }

  @Test
  void transactionsOfAllServersReachEveryLedgerOnce() throws Exception {
    List<Digest> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(submit(i % N, "visit " + i));
    }
    awaitEverywhere(ids, 60);
    assertLedgersAgree();
    assertThat(ledgers.get(0).transactions()).isEqualTo(200);
  }

  @Test
  void aStoppedServerCatchesUpByItself() throws Exception {
    awaitEverywhere(List.of(submit(0, "before")), 60);
    stop(3);
    List<Digest> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Digest id = submit(i % 3, "meanwhile " + i);
      ids.add(id);
      await(() -> ledgers.get(0).isExecuted(id), 30);
    }
    start(3);
    awaitEverywhere(ids, 60);
    awaitEverywhere(List.of(submit(3, "after")), 60);
    assertLedgersAgree();
  }

  @Test
  void theOthersGoOnWhenThePrimaryStops() throws Exception {
    awaitEverywhere(List.of(submit(0, "before")), 60);
    int primary = servers[0].host().status().replica().primary().orElseThrow().value() - 1;
    stop(primary);
    Digest id = submit((primary + 1) % N, "without the primary");
    for (int i = 0; i < N; i++) {
      if (i != primary) {
        TestLedger ledger = ledgers.get(i);
        await(() -> ledger.isExecuted(id), 60);
      }
    }
    start(primary);
    awaitEverywhere(List.of(id), 60);
    assertLedgersAgree();
  }

  @Test
  void aServerWhoseDiskWasWipedComesBackAsALearner() throws Exception {
    List<Digest> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(submit(i % N, "visit " + i));
      awaitEverywhere(ids, 60);
    }
    stop(3);
    // Ledger, votes and batches are lost; the keys, and the mark beside them, are not.
    ledgers.set(3, new TestLedger(membership));
    try (Stream<Path> files = Files.walk(root.resolve("r3").resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    start(3);
    ids.add(submit(3, "after"));
    awaitEverywhere(ids, 60);
    assertThat(servers[3].host().status().replica().role()).isEqualTo(ReplicaStatus.Role.LEARNER);
    assertLedgersAgree();
  }

  private void start(int i) throws Exception {
    servers[i] =
        new TestServer(
            identities.get(i),
            root.resolve("r" + i),
            ++inVmIds,
            ledgers.get(i),
            DisseminationConfig.forInstitutions(4, 50),
            Durability.POWER_FAILURE);
    servers[i].start(
        identities.stream()
            .filter(other -> other != identities.get(i))
            .map(TestIdentity::endpoint)
            .toList());
  }

  private void stop(int i) {
    if (servers[i] != null) {
      servers[i].close();
      servers[i] = null;
    }
  }

  private Digest submit(int server, String text) {
    byte[] transaction = text.getBytes(StandardCharsets.UTF_8);
    assertThat(servers[server].submit(transaction)).isTrue();
    return Digest.sha256(transaction);
  }

  private void awaitEverywhere(List<Digest> ids, int seconds) throws InterruptedException {
    for (TestLedger ledger : ledgers) {
      await(() -> ids.stream().allMatch(ledger::isExecuted), seconds);
    }
  }

  private void await(BooleanSupplier condition, int seconds) throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        StringBuilder text = new StringBuilder("waited " + seconds + " s;");
        for (TestServer server : servers) {
          if (server != null) {
            text.append('\n').append(server.host().status());
            text.append('\n').append(server.transport().counters().snapshot());
          }
        }
        throw new AssertionError(text.toString());
      }
      Thread.sleep(20);
    }
  }

  private void assertLedgersAgree() {
    long height = ledgers.stream().mapToLong(TestLedger::height).min().orElseThrow();
    List<Digest> first = ledgers.get(0).hashes().subList(0, (int) height);
    for (TestLedger ledger : ledgers) {
      assertThat(ledger.hashes().subList(0, (int) height)).isEqualTo(first);
    }
  }
}
