package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.Digest;
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
}
