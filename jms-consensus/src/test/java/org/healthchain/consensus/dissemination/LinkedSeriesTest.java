package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What k linked records of one source tell, on the real machines: f colluding relays, and an
 * observer of all lines in idle hours, with cover traffic and without. Each votes with every record
 * for one institution and names who got most votes. The figures of DISSEMINATION.md.
 */
class LinkedSeriesTest {
  private static final Logger LOG = Logger.getLogger(LinkedSeriesTest.class.getName());
  private static final int[] SERIES = {1, 10, 100};
  private static final int COLLUDED = 20_000;
  private static final int OBSERVED = 2_000;

  /** No vote: a record that told nothing. */
  private static final int NOBODY = -1;

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10, 16})
  void colludersNeedASeries(int n) {
    int honest = n - (n - 1) / 3;
    List<Integer> sources = new ArrayList<>();
    List<Integer> votes = new ArrayList<>();
    collude(n, honest, sources, votes);
    Map<Integer, Double> right = new TreeMap<>();
    for (int k : SERIES) {
      right.put(k, named(sources, votes, k, honest));
    }
    LOG.info(() -> String.format("n=%d, f colluders: right by length of series %s", n, right));
    double once = PathModel.of(n, n - honest, 0.5).bestGuess();
    assertThat(right.get(1)).isBetween(once - 0.03, once + 0.03);
  }

  @ParameterizedTest
  @CsvSource({"4, true", "7, true", "4, false", "7, false"})
  void anObserverOfAllLinesInIdleHours(int n, boolean covered) {
    List<Votes> strategies = observe(n, covered);
    double chance = 1.0 / n;
    for (int k : SERIES) {
      double error = Math.sqrt(chance * (1 - chance) * k / OBSERVED);
      for (Votes strategy : strategies) {
        double right = named(strategy.sources, strategy.votes, k, n);
        LOG.info(
            () ->
                String.format(
                    "n=%d, cover %s, %d linked: %s is right in %.3f (chance %.3f, error %.3f)",
                    n, covered ? "on" : "off", k, strategy.name, right, chance, error));
        if (covered) {
          assertThat(right).isBetween(chance - 4.5 * error, chance + 4.5 * error);
        }
      }
    }
  }

  /** That the observer is no straw man: without cover he names the source at once. */
  @Test
  void withoutCoverTheFirstHopNamesTheSource() {
    Votes first = observe(4, false).get(0);
    assertThat(named(first.sources, first.votes, 1, 4)).isGreaterThan(0.7);
    assertThat(named(first.sources, first.votes, 10, 4)).isGreaterThan(0.99);
  }

  /** One way to guess: a source and a vote for each record. */
  private static final class Votes {
    final String name;
    final List<Integer> sources = new ArrayList<>();
    final List<Integer> votes = new ArrayList<>();

    Votes(String name) {
      this.name = name;
    }

    void add(int source, int vote) {
      sources.add(source);
      votes.add(vote);
    }
  }

  /** How often the one with most votes of k records in a row is their source; ties by lot. */
  private static double named(List<Integer> sources, List<Integer> votes, int k, int candidates) {
    Random lot = new Random(k);
    Map<Integer, List<Integer>> bySource = new TreeMap<>();
    for (int i = 0; i < sources.size(); i++) {
      bySource.computeIfAbsent(sources.get(i), id -> new ArrayList<>()).add(votes.get(i));
    }
    int groups = 0;
    int right = 0;
    for (Map.Entry<Integer, List<Integer>> one : bySource.entrySet()) {
      for (int from = 0; from + k <= one.getValue().size(); from += k) {
        int[] counts = new int[candidates];
        one.getValue().subList(from, from + k).stream()
            .filter(vote -> vote != NOBODY)
            .forEach(vote -> counts[vote]++);
        groups++;
        right += most(counts, lot) == one.getKey() ? 1 : 0;
      }
    }
    return right / (double) groups;
  }

  private static int most(int[] counts, Random lot) {
    int best = 0;
    int equals = 1;
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] > counts[best]) {
        best = i;
        equals = 1;
      } else if (counts[i] == counts[best] && lot.nextInt(++equals) == 0) {
        best = i;
      }
    }
    return best;
  }

  /** The colluders are the relays from {@code honest} on; they vote for the first predecessor. */
  private static void collude(int n, int honest, List<Integer> sources, List<Integer> votes) {
    TestNetwork network = new TestNetwork(n, n, DisseminationConfig.standard());
    Map<Digest, Integer> predecessor = new HashMap<>();
    network.lost =
        sent -> {
          boolean learned = sent.to().value() >= honest && sent.from().value() < honest;
          if (learned && sent.message() instanceof MixHop hop) {
            for (TransactionBytes transaction : hop.transactions()) {
              predecessor.putIfAbsent(TestTransactions.id(transaction), sent.from().value());
            }
          }
          return false;
        };
    for (int i = 0; i < COLLUDED; i++) {
      TransactionBytes transaction = TestTransactions.valid(i);
      int source = i % honest;
      network.at(1 + i / 2, () -> network.node(source).submit(transaction));
    }
    network.runFor(COLLUDED / 2 + 30_000);
    for (int i = 0; i < COLLUDED; i++) {
      sources.add(i % honest);
      votes.add(predecessor.getOrDefault(TestTransactions.id(TestTransactions.valid(i)), NOBODY));
    }
  }

  /** One record every three seconds and nothing else; the observer sees frames, not what is in. */
  private static List<Votes> observe(int n, boolean covered) {
    DisseminationConfig config = DisseminationConfig.forInstitutions(n, covered ? 50 : 0);
    TestNetwork network = new TestNetwork(n, n, config);
    Votes first = new Votes("who sent the first hop after a silence");
    Votes last = new Votes("who sent the last hop to the publisher");
    Votes publisher = new Votes("the publisher");
    Observer observer = new Observer(List.of(first, last, publisher));
    network.lost = observer::sees;
    for (int i = 0; i < OBSERVED; i++) {
      int source = (i / 100) % n;
      TransactionBytes transaction = TestTransactions.of('V', i, 1_200);
      network.at(
          10_000 + 3_000L * i,
          () -> {
            observer.source = source;
            network.node(source).submit(transaction);
          });
    }
    network.runFor(10_000 + 3_000L * OBSERVED);
    assertThat(publisher.votes).hasSizeGreaterThan(OBSERVED * 95 / 100);
    return List.of(first, last, publisher);
  }

  private static final class Observer {
    private static final long SILENCE_MILLIS = 1_000;

    private final List<Votes> ways;
    private final Map<ReplicaId, Integer> lastTo = new HashMap<>();
    private final Map<Long, Boolean> seen = new HashMap<>();
    private int source;
    private int firstAfterSilence = NOBODY;
    private long lastHopMillis = -SILENCE_MILLIS;

    Observer(List<Votes> ways) {
      this.ways = ways;
    }

    /** Nothing is lost. */
    boolean sees(TestNetwork.Sent sent) {
      if (sent.message() instanceof MixHop) {
        if (sent.at() - lastHopMillis >= SILENCE_MILLIS) {
          firstAfterSilence = sent.from().value();
        }
        lastHopMillis = sent.at();
        lastTo.put(sent.to(), sent.from().value());
      } else if (sent.message() instanceof RelayBatch batch
          && seen.put(batch.position().hashCode() + ((long) sent.from().value() << 32), true)
              == null) {
        published(sent.from());
      }
      return false;
    }

    private void published(ReplicaId relay) {
      ways.get(0).add(source, firstAfterSilence == NOBODY ? relay.value() : firstAfterSilence);
      ways.get(1).add(source, lastTo.getOrDefault(relay, relay.value()));
      ways.get(2).add(source, relay.value());
      firstAfterSilence = NOBODY;
      lastTo.clear();
    }
  }
}
