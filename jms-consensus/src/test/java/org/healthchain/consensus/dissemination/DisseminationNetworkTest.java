package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines alone, without PBFT, over a bad network. */
class DisseminationNetworkTest {
  private static final DisseminationConfig STANDARD = DisseminationConfig.standard();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 10})
  void everyTransactionIsExecutedAtEveryServer(int relays) {
    TestNetwork network = new TestNetwork(relays, relays, STANDARD);
    List<Digest> ids = submitEverywhere(network, relays, 50);
    network.runFor(5_000);
    assertAllExecuted(network, ids);
    assertThat(network.drops()).doesNotContainKey(DropReason.INVALID_BATCH);
  }

  private static List<Digest> submitEverywhere(TestNetwork network, int relays, int each) {
    List<Digest> ids = new ArrayList<>();
    for (int i = 0; i < relays * each; i++) {
      TransactionBytes transaction = TestTransactions.valid(i);
      TestNetwork.Node node = network.node(i % relays);
      ids.add(TestTransactions.id(transaction));
      network.at(1 + i, () -> node.submit(transaction));
    }
    return ids;
  }

  private static void assertAllExecuted(TestNetwork network, List<Digest> ids) {
    assertThat(network.faults).isEmpty();
    for (TestNetwork.Node node : network.nodes.values()) {
      assertThat(node.ledger.executed).as("ledger of %s", node.id).containsAll(ids);
      assertThat(node.machine.status().pendingSubmissions()).as("pending at %s", node.id).isZero();
    }
    assertThat(network.ordered).doesNotHaveDuplicates();
  }

  @Test
  void aHealthyNetworkNeedsNoResend() {
    TestNetwork network = new TestNetwork(5, 4, STANDARD);
    List<Digest> ids = submitEverywhere(network, 4, 50);
    network.runFor(2_500);
    assertAllExecuted(network, ids);
  }

  @Test
  void aBadNetworkDelaysButLosesAndRepeatsNothing() {
    for (long seed = 0; seed < 60; seed++) {
      int relays = 2 + (int) (seed % 9);
      TestNetwork network = new TestNetwork(seed, relays, STANDARD);
      network.lost = sent -> network.random.nextInt(100) < 15;
      network.duplicateRate = 0.2;
      network.maxDelayMillis = 200;
      List<Digest> ids = submitEverywhere(network, relays, 20);
      network.runFor(10_000);
      network.lost = sent -> false;
      network.runFor(120_000);
      assertAllExecuted(network, ids);
    }
  }

  @Test
  void aCrashedServerComesBackAndItsSubmissionsAreExecutedOnce() {
    for (long seed = 0; seed < 40; seed++) {
      TestNetwork network = new TestNetwork(seed, 4, STANDARD);
      List<Digest> ids = submitEverywhere(network, 4, 60);
      int victim = (int) (seed % 4);
      TestNetwork.Node node = network.node(victim);
      network.at(20 + seed * 5, node::crash);
      network.at(
          3_000,
          () -> {
            node.start();
            // The host's outbox still has them.
            for (int i = victim; i < 240; i += 4) {
              node.submit(TestTransactions.valid(i));
            }
            node.executeWhatIsOrdered();
          });
      network.runFor(130_000);
      assertAllExecuted(network, ids);
    }
  }

  @Test
  void withOneOfFourServersSilentTheOthersGoOnWithoutWaitingForResends() {
    TestNetwork network = new TestNetwork(3, 4, STANDARD);
    network.node(2).crash();
    List<Digest> ids = submitToTheLiving(network);
    network.runFor(2_900);
    assertThat(network.executedIds).hasSizeGreaterThan(140);
    network.runFor(10_000);
    for (int i : new int[] {0, 1, 3}) {
      assertThat(network.node(i).ledger.executed).containsAll(ids);
      assertThat(network.node(i).machine.status().pendingSubmissions()).isZero();
    }
  }

  private static List<Digest> submitToTheLiving(TestNetwork network) {
    List<Digest> ids = new ArrayList<>();
    int[] living = {0, 1, 3};
    for (int i = 0; i < 150; i++) {
      TransactionBytes transaction = TestTransactions.valid(i);
      TestNetwork.Node node = network.node(living[i % 3]);
      ids.add(TestTransactions.id(transaction));
      network.at(1 + i, () -> node.submit(transaction));
    }
    return ids;
  }

  @Test
  void theManagerSubmitsAsASourceAndNeverRelays() {
    TestNetwork network = new TestNetwork(8, 4, 1, STANDARD);
    network.recordSends = true;
    TestNetwork.Node manager = network.node(1000);
    List<Digest> ids = submitEverywhere(network, 4, 10);
    for (int i = 0; i < 20; i++) {
      TransactionBytes transaction = TestTransactions.valid(9_000 + i);
      ids.add(TestTransactions.id(transaction));
      network.at(5 + i, () -> manager.submit(transaction));
    }
    network.runFor(10_000);
    assertThat(network.node(0).ledger.executed).containsAll(ids);
    assertThat(manager.machine.status().pendingSubmissions()).isZero();
    assertThat(network.sent)
        .filteredOn(sent -> sent.to().value() == 1000)
        .noneMatch(sent -> sent.message() instanceof MixHop);
    assertThat(network.sent)
        .filteredOn(sent -> sent.from().value() == 1000)
        .allMatch(sent -> sent.message() instanceof MixHop);
  }

  @Test
  void membershipChangesUnderLoadLoseNothing() {
    for (long seed = 0; seed < 20; seed++) {
      TestNetwork network = new TestNetwork(seed, 5, STANDARD);
      List<Digest> ids = submitEverywhere(network, 5, 60);
      network.at(100, () -> network.change(institutions(0, 1, 2, 3, 4, 5, 6)));
      network.at(200, () -> network.change(institutions(0, 1, 2, 3, 5, 6)));
      network.runFor(130_000);
      // Who left no longer takes part, though what it handed in before is executed in the end.
      network.nodes.remove(new ReplicaId(4));
      ids.removeIf(id -> !network.executedIds.contains(id));
      assertThat(ids).hasSizeGreaterThanOrEqualTo(240);
      assertAllExecuted(network, ids);
    }
  }

  private static Institutions institutions(int... relays) {
    List<ReplicaId> ids = new ArrayList<>();
    for (int relay : relays) {
      ids.add(new ReplicaId(relay));
    }
    return new Institutions(ids, Set.of());
  }

  @Test
  void sameSeedSameRun() {
    assertThat(traceOf(77)).isEqualTo(traceOf(77)).isNotEqualTo(traceOf(78));
  }

  private static List<String> traceOf(long seed) {
    TestNetwork network = new TestNetwork(seed, 4, STANDARD);
    network.recordSends = true;
    network.lost = sent -> network.random.nextInt(10) == 0;
    submitEverywhere(network, 4, 20);
    network.runFor(10_000);
    return network.sent.stream()
        .map(sent -> sent.at() + " " + sent.from() + sent.to() + sent.message())
        .toList();
  }
}
