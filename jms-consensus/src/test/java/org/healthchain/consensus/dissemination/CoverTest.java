package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cover traffic: what it hides from who watches all lines, what it costs, what it must not do. */
class CoverTest {
  private static final Logger LOG = Logger.getLogger(CoverTest.class.getName());
  private static final long INTERVAL_MILLIS = 50;
  private static final DisseminationConfig COVERED =
      DisseminationConfig.forInstitutions(4, INTERVAL_MILLIS);
  private static final int HOP_BYTES = COVERED.mix().coverHopBytes();

  /** A hop or receipt as the lines show it: TLS hides all but this. */
  private record Seen(long at, ReplicaId from, ReplicaId to, int bytes) {}

  private static TestNetwork network(int n, long seed) {
    TestNetwork network = new TestNetwork(seed, n, DisseminationConfig.forInstitutions(n, 50));
    network.recordSends = true;
    network.maxDelayMillis = 1;
    return network;
  }

  private static List<Seen> hops(int n, Consumer<TestNetwork> activity) {
    TestNetwork network = network(n, 5);
    activity.accept(network);
    network.runFor(60_000);
    List<Seen> seen = new ArrayList<>();
    for (TestNetwork.Sent sent : network.sent) {
      if (sent.message() instanceof MixHop || sent.message() instanceof HopReceipt) {
        seen.add(new Seen(sent.at(), sent.from(), sent.to(), sent.bytes()));
      }
    }
    return seen;
  }

  private static void visit(TestNetwork network, int source, long at, int number) {
    TransactionBytes transaction = TestTransactions.of('V', number, 1_500);
    network.at(at, () -> network.node(source).submit(transaction));
  }

  /** Not alike, but the same: there is nothing in it that could tell who is active. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7})
  void whoWatchesAllLinesSeesTheSameHopsWhetherSomebodyIsActiveOrNot(int n) {
    List<Seen> idle = hops(n, network -> {});
    List<Seen> active =
        hops(
            n,
            network -> {
              for (int i = 0; i < 40; i++) {
                visit(network, 1, 1_000 + 1_000L * i + i * 7, i);
              }
            });
    assertThat(idle).hasSizeGreaterThan(n * 1_000);
    for (int i = 0; i < idle.size(); i++) {
      assertThat(active.get(i)).isEqualTo(idle.get(i));
    }
    assertThat(active).hasSameSizeAs(idle);
  }

  @Test
  void whatIsActiveIsPublishedAllTheSame() {
    TestNetwork network = network(4, 6);
    for (int i = 0; i < 40; i++) {
      visit(network, 1, 1_000 + 1_000L * i, i);
    }
    network.runFor(60_000);
    assertThat(network.executedIds).hasSize(40);
    assertThat(network.drops()).isEmpty();
  }

  @Test
  void dummiesReachNoBatchNoLedgerAndNoJudge() {
    TestNetwork network = network(4, 7);
    network.runFor(120_000);
    assertThat(network.sent).hasSizeGreaterThan(4 * 2_000);
    assertThat(network.sent)
        .allMatch(sent -> sent.message() instanceof MixHop || sent.message() instanceof HopReceipt);
    assertThat(network.ordered).isEmpty();
    assertThat(network.executedIds).isEmpty();
    for (TestNetwork.Node node : network.nodes.values()) {
      assertThat(node.disk).isEmpty();
      assertThat(node.machine.status().validations()).isZero();
    }
    assertThat(network.drops()).isEmpty();
  }

  /** One hop in every interval, of one size, to each other in turn: the bound in bytes. */
  @Test
  void aServersCoverCostsItsLineNoMoreThanIsConfigured() {
    TestNetwork network = network(4, 8);
    long seconds = 60;
    network.runFor(1_000 * seconds);
    Map<ReplicaId, Long> hopBytes = new TreeMap<>();
    Map<ReplicaId, Long> receiptBytes = new TreeMap<>();
    for (TestNetwork.Sent sent : network.sent) {
      boolean hop = sent.message() instanceof MixHop;
      (hop ? hopBytes : receiptBytes).merge(sent.from(), (long) sent.bytes(), Long::sum);
      assertThat(sent.bytes()).isEqualTo(hop ? HOP_BYTES : 10);
    }
    long hops = 1_000 / INTERVAL_MILLIS * seconds;
    LOG.info(
        () ->
            String.format(
                "cover every %d ms: %d hops a second, hops %s and receipts %s bytes in %d s",
                INTERVAL_MILLIS, 1_000 / INTERVAL_MILLIS, hopBytes, receiptBytes, seconds));
    assertThat(hopBytes.values())
        .allSatisfy(bytes -> assertThat(bytes).isBetween((hops - 2) * HOP_BYTES, hops * HOP_BYTES));
  }

  /** More than the cover holds leaves at once: a busy hour is not slowed down by it. */
  @Test
  void aBusyServerDoesNotWaitForBeats() {
    TestNetwork network = network(4, 9);
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      visit(network, i % 4, 1_000 + i, i);
    }
    network.runFor(1_000 + count + 2_000);
    assertThat(network.executedIds).hasSize(count);
    long whileBusy =
        network.sent.stream()
            .filter(sent -> sent.message() instanceof MixHop && sent.at() > 1_000)
            .filter(sent -> sent.at() < 1_000 + count)
            .count();
    assertThat(whileBusy).isGreaterThan(2 * 4 * count / INTERVAL_MILLIS);
  }

  /** The price in time, from the submission to the execution, of one record in an idle hour. */
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 16})
  void aRecordWaitsNotMuchLonger(int n) {
    double without = meanMillis(n, 0);
    double with = meanMillis(n, INTERVAL_MILLIS);
    LOG.info(
        () ->
            String.format(
                "n=%d: a record takes %.0f ms without cover, %.0f ms with it", n, without, with));
    // Half a cycle for each of two hops at most, and half of one for the publication.
    assertThat(with - without).isBetween(0.0, 1.6 * INTERVAL_MILLIS * (n - 1));
  }

  private static double meanMillis(int n, long coverIntervalMillis) {
    DisseminationConfig config = DisseminationConfig.forInstitutions(n, coverIntervalMillis);
    TestNetwork network = new TestNetwork(13, n, config);
    int count = 100;
    long[] taken = new long[count];
    for (int i = 0; i < count; i++) {
      TransactionBytes transaction = TestTransactions.of('V', i, 1_500);
      TestNetwork.Node source = network.node(i % n);
      long start = 1_000 + 2_003L * i;
      int number = i;
      network.at(start, () -> source.submit(transaction));
      network.at(start + 1, () -> watch(network, transaction, start, taken, number));
    }
    network.runFor(1_000 + 2_003L * count + 10_000);
    return Arrays.stream(taken).average().orElseThrow();
  }

  private static void watch(
      TestNetwork network, TransactionBytes transaction, long start, long[] taken, int number) {
    if (network.executedIds.contains(TestTransactions.id(transaction))) {
      taken[number] = network.now - start;
    } else {
      network.at(network.now + 1, () -> watch(network, transaction, start, taken, number));
    }
  }

  /** What a hop has no room for goes alone, and can be told by its length. */
  @Test
  void aTransactionLongerThanACoverHopStillArrives() {
    TestNetwork network = network(4, 10);
    TransactionBytes big = TestTransactions.of('V', 1, 60_000);
    network.at(1_000, () -> network.node(2).submit(big));
    network.runFor(10_000);
    assertThat(network.executedIds).containsExactly(TestTransactions.id(big));
  }

  @Test
  void aSilentPeerGetsItsDummiesAndNoTransaction() {
    TestNetwork network = network(4, 11);
    network.at(500, () -> network.node(3).crash());
    network.at(
        1_900,
        () -> network.nodes.values().forEach(n -> n.machine.unheard(List.of(new ReplicaId(3)))));
    for (int i = 0; i < 30; i++) {
      visit(network, 1, 2_000 + 300L * i, i);
    }
    network.runFor(30_000);
    assertThat(network.executedIds).hasSize(30);
    List<TestNetwork.Sent> toTheDead =
        network.sent.stream()
            .filter(sent -> sent.to().value() == 3 && sent.at() > 2_500)
            .filter(sent -> sent.message() instanceof MixHop)
            .toList();
    assertThat(toTheDead).hasSizeGreaterThan(300);
    assertThat(toTheDead)
        .allSatisfy(sent -> assertThat(((MixHop) sent.message()).transactions()).isEmpty());
  }

  @Test
  void publicationsAreSpreadOverTheWholeCycle() {
    TestNetwork network = network(4, 12);
    for (int i = 0; i < 600; i++) {
      visit(network, 1, 1_000 + 997L * i, i);
    }
    network.runFor(1_000 + 600 * 997L + 5_000);
    long cycleMillis = 3 * INTERVAL_MILLIS;
    int[] phases = new int[3];
    Map<ReplicaId, Long> phaseOf = new TreeMap<>();
    for (TestNetwork.Sent sent : network.sent) {
      if (sent.message() instanceof MixHop && sent.to().value() == 0 && sent.from().value() == 1) {
        phaseOf.putIfAbsent(sent.from(), sent.at() % cycleMillis);
      } else if (sent.message() instanceof RelayBatch
          && sent.from().value() == 0
          && sent.to().value() == 1) {
        long since = Math.floorMod(sent.at() - phaseOf.get(new ReplicaId(1)), cycleMillis);
        phases[(int) (since / INTERVAL_MILLIS)]++;
      }
    }
    int all = phases[0] + phases[1] + phases[2];
    assertThat(all).isBetween(100, 200);
    // Four standard deviations of a third of them.
    double error = 4 * Math.sqrt(all * 2.0 / 9);
    for (int phase : phases) {
      assertThat((double) phase).isBetween(all / 3.0 - error, all / 3.0 + error);
    }
  }
}
