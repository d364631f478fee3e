package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.healthchain.consensus.loopback.CuttingProxy;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.transport.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four servers in four virtual machines, each reaching the others through proxies of its own.
 * Killed, frozen and cut off in turn, they go on, lose nothing, and end with the same ledger.
 */
@Timeout(300)
class SeparateProcessesTest {
  private static final int N = 4;

  @TempDir Path root;

  private final List<TestIdentity> identities = new ArrayList<>();
  private final ServerProcess[] servers = new ServerProcess[N];

  /** {@code proxies[a][b]}: the way by which a reaches b. */
  private final CuttingProxy[][] proxies = new CuttingProxy[N][N];

  private int submitted;

  @BeforeEach
  void startFourProcesses() throws Exception {
    for (int i = 0; i < N; i++) {
      TestIdentity identity = TestIdentity.create(i + 1);
      identity.save(root);
      identities.add(identity);
    }
    for (int a = 0; a < N; a++) {
      for (int b = 0; b < N; b++) {
        if (a != b) {
          proxies[a][b] = new CuttingProxy(identities.get(b).port());
        }
      }
      start(a);
    }
  }

  @AfterEach
  void killAll() throws Exception {
    for (int a = 0; a < N; a++) {
      if (servers[a] != null) {
        servers[a].kill();
      }
      for (int b = 0; b < N; b++) {
        if (proxies[a][b] != null) {
          proxies[a][b].close();
        }
      }
    }
  }

  @Test
  void killedFrozenAndCutOffServersEndWithTheSameLedger() throws Exception {
    submitAndAwait(5, 0, 1, 2, 3);

    servers[0].kill();
    submitAndAwait(5, 1, 2, 3);
    start(0);
    awaitAll(0, 1, 2, 3);

    servers[1].pause();
    submitAndAwait(5, 0, 2, 3);
    servers[1].resume();
    awaitAll(0, 1, 2, 3);

    for (int other : new int[] {0, 1, 3}) {
      proxies[2][other].cut();
      proxies[other][2].cut();
    }
    submitAndAwait(5, 0, 1, 3);
    // What the isolated server takes in meanwhile is not lost.
    servers[2].submit("isolated " + submitted++);
    for (int other : new int[] {0, 1, 3}) {
      proxies[2][other].heal();
      proxies[other][2].heal();
    }
    awaitAll(0, 1, 2, 3);

    for (ServerProcess server : servers) {
      server.kill();
    }
    for (int i = 0; i < N; i++) {
      start(i);
    }
    submitAndAwait(5, 0, 1, 2, 3);
    assertLedgersAgree();
  }

  private void start(int i) throws Exception {
    int[] ports = new int[N];
    for (int b = 0; b < N; b++) {
      ports[b] = b == i ? identities.get(i).port() : proxies[i][b].port();
    }
    servers[i] = new ServerProcess(root, i + 1, ports);
  }

  private void submitAndAwait(int count, int... alive) throws Exception {
    await(() -> Arrays.stream(alive).allMatch(i -> servers[i].height() >= 0), "a start");
    for (int i = 0; i < count; i++) {
      servers[alive[i % alive.length]].submit("visit " + submitted++);
    }
    awaitAll(alive);
  }

  private void awaitAll(int... alive) throws Exception {
    await(
        () -> Arrays.stream(alive).allMatch(i -> servers[i].transactions() == submitted),
        submitted + " transactions at " + Arrays.toString(alive));
  }

  private void await(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s for %s; %s", what, state()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private String state() {
    StringBuilder text = new StringBuilder();
    for (ServerProcess server : servers) {
      text.append(server.height()).append('/').append(server.transactions()).append(' ');
    }
    return text.toString();
  }

  private void assertLedgersAgree() throws Exception {
    Membership membership =
        Membership.of(0, identities.stream().map(TestIdentity::member).toList());
    List<Digest> shortest = null;
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      servers[i].kill();
      TestLedger ledger = new TestLedger(membership, root.resolve("r" + (i + 1)).resolve("ledger"));
      assertThat(ledger.transactions()).isEqualTo(submitted);
      all.add(ledger.hashes());
      if (shortest == null || ledger.hashes().size() < shortest.size()) {
        shortest = ledger.hashes();
      }
    }
    for (List<Digest> ledger : all) {
      assertThat(ledger.subList(0, shortest.size())).isEqualTo(shortest);
    }
  }
}
