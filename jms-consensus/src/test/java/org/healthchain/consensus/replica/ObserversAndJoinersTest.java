package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.transport.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Four voting replicas and a server that follows: the manager's, or one that is to join. */
@Timeout(180)
class ObserversAndJoinersTest {
  private static final int VOTERS = 4;

  @TempDir Path root;

  private final List<TestServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  @Test
  void anObserverThatStartsLateCatchesUpFollowsAndSubmits() throws Exception {
    List<TestIdentity> voters = new ArrayList<>();
    for (int i = 1; i <= VOTERS; i++) {
      voters.add(TestIdentity.create(i));
    }
    TestIdentity manager = TestIdentity.create(0);
    List<TestIdentity> everyone = new ArrayList<>(voters);
    everyone.add(manager);
    Membership membership = Membership.of(0, voters.stream().map(TestIdentity::member).toList());
    for (TestIdentity voter : voters) {
      start(voter, manager, membership, everyone);
    }
    List<Digest> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(submit(i % VOTERS, "before " + i));
      await(ids);
    }
    TestServer observer = start(manager, manager, membership, everyone);
    await(ids);
    ids.add(submit(VOTERS, "by the manager"));
    ids.add(submit(1, "after"));
    await(ids);
    for (int i = 0; i < 10; i++) {
      ids.add(submit(i % VOTERS, "followed " + i));
      await(ids);
      // Nobody sends an observer batches: it must not wait for them, block after block.
      assertThat(observer.host().status().trouble()).isEmpty();
    }
    assertThat(observer.host().status().replica().role()).isEqualTo(ReplicaStatus.Role.OBSERVER);
    List<Digest> followed = observer.ledger().hashes();
    List<Digest> ordered = servers.get(0).ledger().hashes();
    int common = Math.min(followed.size(), ordered.size());
    assertThat(followed.subList(0, common)).isEqualTo(ordered.subList(0, common));
  }

  @Test
  void anObserverThatIsAdmittedLearnsCatchesUpAndVotes() throws Exception {
    List<TestIdentity> everyone = new ArrayList<>();
    for (int i = 1; i <= VOTERS + 1; i++) {
      everyone.add(TestIdentity.create(i));
    }
    TestIdentity joiner = everyone.get(VOTERS);
    Membership membership =
        Membership.of(0, everyone.subList(0, VOTERS).stream().map(TestIdentity::member).toList());
    for (TestIdentity voter : everyone.subList(0, VOTERS)) {
      start(voter, joiner, membership, everyone);
    }
    List<Digest> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(submit(0, "before " + i));
      await(ids);
    }
    byte[] admission = TestLedger.admit(joiner.member());
    assertThat(servers.get(1).submit(admission)).isTrue();
    ids.add(Digest.sha256(admission));
    ids.add(submit(2, "after the admission"));
    await(ids);

    start(joiner, joiner, membership, everyone);
    await(ids);
    // Of five members four must vote: with one stopped, the new one's vote is needed.
    servers.remove(0).close();
    for (int i = 0; i < 5; i++) {
      ids.add(submit(i % VOTERS, "with the new member " + i));
      await(ids);
    }
    for (TestServer server : servers) {
      assertThat(server.host().status().replica().epoch()).isEqualTo(1);
    }
  }

  private TestServer start(
      TestIdentity identity, TestIdentity manager, Membership membership, List<TestIdentity> all)
      throws Exception {
    TestServer server =
        new TestServer(
            identity,
            root.resolve("r" + identity.id().value()),
            400 + identity.id().value(),
            new TestLedger(membership),
            DisseminationConfig.standard(),
            Durability.POWER_FAILURE,
            Set.of(manager.id()));
    servers.add(server);
    server.start(
        all.stream().filter(other -> other != identity).map(TestIdentity::endpoint).toList());
    return server;
  }

  private Digest submit(int server, String text) {
    byte[] transaction = text.getBytes(StandardCharsets.UTF_8);
    assertThat(servers.get(server).submit(transaction)).isTrue();
    return Digest.sha256(transaction);
  }

  private void await(List<Digest> ids) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!servers.stream().allMatch(s -> ids.stream().allMatch(s.ledger()::isExecuted))) {
      if (System.nanoTime() > end) {
        StringBuilder text = new StringBuilder("waited 60 s");
        servers.forEach(server -> text.append('\n').append(server.host().status()));
        throw new AssertionError(text.toString());
      }
      for (TestServer server : servers) {
        if (server.host().status().replica().role() == ReplicaStatus.Role.OBSERVER) {
          assertThat(server.host().status().trouble()).isEmpty();
        }
      }
      Thread.sleep(20);
    }
  }
}
