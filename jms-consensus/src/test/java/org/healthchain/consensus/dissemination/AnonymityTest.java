package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What f colluding replicas learn about the source (NFR-1), measured on the real machines. */
class AnonymityTest {
  private static final Logger LOG = Logger.getLogger(AnonymityTest.class.getName());
  private static final int TRANSACTIONS = 4_000;

  /** What the colluders recorded of one run. */
  private static final class Observation {
    final Map<Digest, ReplicaId> source = new HashMap<>();
    final Map<Digest, ReplicaId> predecessor = new HashMap<>();
    final Map<Digest, ReplicaId> publisher = new HashMap<>();
    final Map<Digest, Map<ReplicaId, Integer>> predecessors = new HashMap<>();
  }

  @ParameterizedTest
  @CsvSource({"4, 50", "7, 50", "10, 50", "16, 50", "4, 75", "10, 75", "16, 75"})
  void colludersLearnNoMoreThanTheModelSays(int n, int forwardPercent) {
    int colluders = (n - 1) / 3;
    Observation observed = observe(n, colluders, forwardPercent, 0);
    PathModel model = PathModel.of(n, colluders, forwardPercent / 100.0);
    int honest = n - colluders;
    double seen = (double) observed.predecessor.size() / TRANSACTIONS;
    long hits =
        observed.predecessor.entrySet().stream()
            .filter(entry -> entry.getValue().equals(observed.source.get(entry.getKey())))
            .count();
    double posterior = (double) hits / observed.predecessor.size();
    double guess = bestGuess(observed, honest);
    LOG.info(
        () ->
            String.format(
                "n=%d colluding=%d forward=%d%%: prior %.3f; by hop seen %.3f (model %.3f);"
                    + " predecessor is source %.3f (model %.3f); best guess right %.3f (model"
                    + " %.3f)",
                n,
                colluders,
                forwardPercent,
                1.0 / honest,
                seen,
                model.seen(),
                posterior,
                model.predecessorIsSource(),
                guess,
                model.bestGuess()));
    assertThat(seen).isCloseTo(model.seen(), within(0.03));
    assertThat(posterior).isCloseTo(model.predecessorIsSource(), within(0.03));
    assertThat(guess).isLessThan(model.bestGuess() + 0.03);
    assertThat(posterior).as("never certain").isLessThan(0.8);
  }

  /** The publisher alone tells nothing: it is the source as often as any other relay. */
  @Test
  void thePublisherIsTheSourceByChance() {
    Observation observed = observe(10, 3, 50, 0);
    long same =
        observed.publisher.entrySet().stream()
            .filter(entry -> entry.getValue().equals(observed.source.get(entry.getKey())))
            .count();
    double rate = (double) same / observed.publisher.size();
    LOG.info(() -> String.format("n=10: the publisher is the source in %.3f", rate));
    assertThat(rate).as("of those that an honest one published").isCloseTo(1.0 / 7, within(0.02));
  }

  /** Colluders that swallow what they get see resends: each path is another look. */
  @Test
  void swallowingMakesResendsAndResendsTellMore() {
    Observation polite = observe(10, 3, 50, 0);
    Observation greedy = observe(10, 3, 50, 100);
    double before = frequencyGuess(polite);
    double after = frequencyGuess(greedy);
    LOG.info(
        () ->
            String.format(
                "n=10 colluding=3: they see %.3f of the transactions and their guess is right for"
                    + " %.3f of those; swallowing every transaction %.3f and %.3f",
                (double) polite.predecessors.size() / TRANSACTIONS,
                before,
                (double) greedy.predecessors.size() / TRANSACTIONS,
                after));
    assertThat(after).isLessThan(0.9);
  }

  @Test
  void withTwoInstitutionsEachKnowsTheOthers() {
    PathModel model = PathModel.of(2, 1, 0.5);
    assertThat(model.predecessorIsSource()).isEqualTo(1.0);
    assertThat(model.seen()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(model.bestGuess()).isEqualTo(1.0);
  }

  private static double bestGuess(Observation observed, int honest) {
    double right = 0;
    for (Map.Entry<Digest, ReplicaId> entry : observed.source.entrySet()) {
      ReplicaId predecessor = observed.predecessor.get(entry.getKey());
      if (predecessor == null) {
        // Any honest one: right by chance.
        right += 1.0 / honest;
      } else if (predecessor.equals(entry.getValue())) {
        right++;
      }
    }
    return right / observed.source.size();
  }

  /** How often the most frequent predecessor (the earlier of equals) is the source. */
  private static double frequencyGuess(Observation observed) {
    long right =
        observed.predecessors.entrySet().stream()
            .filter(
                entry -> {
                  ReplicaId guess = null;
                  int most = 0;
                  for (Map.Entry<ReplicaId, Integer> count : entry.getValue().entrySet()) {
                    if (count.getValue() > most) {
                      most = count.getValue();
                      guess = count.getKey();
                    }
                  }
                  return observed.source.get(entry.getKey()).equals(guess);
                })
            .count();
    return (double) right / observed.predecessors.size();
  }

  private static Observation observe(int n, int colluders, int forwardPercent, int swallowPercent) {
    TestNetwork network = new TestNetwork(n * 1000L + forwardPercent, n, config(forwardPercent));
    Observation observed = new Observation();
    network.lost =
        sent -> {
          if (sent.to().value() < n - colluders) {
            return false;
          }
          note(observed, sent.from(), sent.message(), n - colluders);
          boolean swallowed =
              sent.message() instanceof MixHop && network.random.nextInt(100) < swallowPercent;
          if (swallowed) {
            // Receipted all the same, so that only the source's own clock brings it back.
            long nonce = ((MixHop) sent.message()).nonce();
            TestNetwork.Node victim = network.nodes.get(sent.from());
            network.at(
                network.now + 2,
                () ->
                    victim.act(
                        victim.machine.received(sent.to(), new HopReceipt(nonce), network.now)));
          }
          return swallowed;
        };
    for (int i = 0; i < TRANSACTIONS; i++) {
      TransactionBytes transaction = TestTransactions.valid(i);
      TestNetwork.Node source = network.node(network.random.nextInt(n - colluders));
      observed.source.put(TestTransactions.id(transaction), source.id);
      network.at(1 + i / 2, () -> source.submit(transaction));
    }
    network.runFor(TRANSACTIONS / 2 + 30_000);
    return observed;
  }

  private static void note(
      Observation observed, ReplicaId from, DisseminationMessage message, int honest) {
    if (message instanceof MixHop hop && from.value() < honest) {
      for (TransactionBytes transaction : hop.transactions()) {
        Digest id = TestTransactions.id(transaction);
        observed.predecessor.putIfAbsent(id, from);
        observed
            .predecessors
            .computeIfAbsent(id, key -> new LinkedHashMap<>())
            .merge(from, 1, Integer::sum);
      }
    } else if (message instanceof RelayBatch batch && batch.relay().value() < honest) {
      for (TransactionBytes transaction : batch.transactions()) {
        observed.publisher.putIfAbsent(TestTransactions.id(transaction), batch.relay());
      }
    }
  }

  private static DisseminationConfig config(int forwardPercent) {
    MixConfig mix = MixConfig.builder().forwardPercent(forwardPercent).build();
    return new DisseminationConfig(mix, BatchConfig.standard(), HoldingConfig.standard());
  }

  @Test
  void sourceAndRelayWaitAlike() {
    TestNetwork network = new TestNetwork(4, 7, config(50));
    Map<Digest, Long> since = new HashMap<>();
    List<Long> sourceDelays = new ArrayList<>();
    List<Long> relayDelays = new ArrayList<>();
    Map<Digest, ReplicaId> source = new HashMap<>();
    network.lost =
        sent -> {
          if (sent.message() instanceof MixHop hop) {
            for (TransactionBytes transaction : hop.transactions()) {
              Digest id = TestTransactions.id(transaction);
              boolean first = sent.from().equals(source.get(id)) && sourceDelays.size() < 3_000;
              (first ? sourceDelays : relayDelays).add(network.now - since.get(id));
              since.put(id, network.now + 3);
            }
          }
          return false;
        };
    for (int i = 0; i < 3_000; i++) {
      TransactionBytes transaction = TestTransactions.valid(i);
      Digest id = TestTransactions.id(transaction);
      TestNetwork.Node node = network.node(i % 7);
      source.put(id, node.id);
      network.at(
          1 + i,
          () -> {
            since.put(id, network.now);
            node.submit(transaction);
          });
    }
    network.runFor(10_000);
    double sourceMean = sourceDelays.stream().mapToLong(x -> x).average().orElseThrow();
    double relayMean = relayDelays.stream().mapToLong(x -> x).average().orElseThrow();
    LOG.info(
        () -> String.format("mean hold: source %.1f ms, relay %.1f ms", sourceMean, relayMean));
    assertThat(sourceMean).isCloseTo(relayMean, within(3.0));
  }
}
