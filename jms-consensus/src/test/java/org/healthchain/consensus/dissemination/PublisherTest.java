package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.logging.Logger;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the publishers of linked records tell of their source (NFR-1): nothing. One institution is
 * active alone; whoever reads the chain guesses the least frequent publisher, or the most frequent.
 */
class PublisherTest {
  private static final Logger LOG = Logger.getLogger(PublisherTest.class.getName());
  private static final int PATHS = 100_000;
  private static final int PER_MILLI = 4;
  private static final int SOURCE = 1;
  private static final int[] SERIES = {1, 10, 100};

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void neitherTheRarestNorTheMostFrequentPublisherIsTheSourceMoreOftenThanByChance(int n) {
    int[] publishers = publishers(n);
    int[] counts = new int[n];
    for (int publisher : publishers) {
      counts[publisher]++;
    }
    double even = PATHS / (double) n;
    double error = 4 * Math.sqrt(even * (1 - 1.0 / n));
    for (int count : counts) {
      assertThat((double) count).isBetween(even - error, even + error);
    }
    for (int k : SERIES) {
      assertChance(n, k, "least", guessed(publishers, n, k, -1));
      assertChance(n, k, "most", guessed(publishers, n, k, 1));
    }
  }

  /** That the statistics can tell: a source that never draws itself is found. */
  @Test
  void aSourceThatNeverDrawsItselfIsTheRarestPublisher() {
    Random random = new Random(1);
    int n = 4;
    int[] publishers = new int[PATHS];
    for (int i = 0; i < PATHS; i++) {
      int at = other(random, n, SOURCE);
      while (random.nextBoolean()) {
        at = other(random, n, at);
      }
      publishers[i] = at;
    }
    assertThat(guessed(publishers, n, 40, -1)).isGreaterThan(0.75);
    assertThat(guessed(publishers, n, 100, -1)).isGreaterThan(0.9);
    assertThat(guessed(publishers, n, 100, 1)).isLessThan(0.1);
  }

  private static int other(Random random, int n, int self) {
    int drawn = random.nextInt(n - 1);
    return drawn < self ? drawn : drawn + 1;
  }

  private static void assertChance(int n, int k, String which, double rate) {
    int groups = PATHS / k;
    double chance = 1.0 / n;
    double error = Math.sqrt(chance * (1 - chance) / groups);
    LOG.info(
        () ->
            String.format(
                "n=%d, %d linked records: the %s frequent publisher is the source in %.4f"
                    + " (chance %.4f, standard error %.4f)",
                n, k, which, rate, chance, error));
    assertThat(rate).isBetween(chance - 4 * error, chance + 4 * error);
  }

  /** Sign −1 guesses the rarest publisher of each k paths in a row, 1 the most frequent one. */
  private static double guessed(int[] publishers, int n, int k, int sign) {
    Random ties = new Random(k);
    int right = 0;
    int groups = publishers.length / k;
    for (int group = 0; group < groups; group++) {
      int[] counts = new int[n];
      for (int i = group * k; i < (group + 1) * k; i++) {
        counts[publishers[i]]++;
      }
      int best = 0;
      int equals = 1;
      for (int relay = 1; relay < n; relay++) {
        int order = sign * (counts[relay] - counts[best]);
        equals = order > 0 ? 1 : order == 0 ? equals + 1 : equals;
        if (order > 0 || order == 0 && ties.nextInt(equals) == 0) {
          best = relay;
        }
      }
      right += best == SOURCE ? 1 : 0;
    }
    return right / (double) groups;
  }

  /** The publisher of each path, by the real machines. */
  private static int[] publishers(int n) {
    TestNetwork network = new TestNetwork(n, n, DisseminationConfig.standard());
    Map<Digest, Integer> publisher = new HashMap<>();
    network.lost =
        sent -> {
          if (sent.message() instanceof RelayBatch batch) {
            for (TransactionBytes transaction : batch.transactions()) {
              publisher.putIfAbsent(TestTransactions.id(transaction), batch.relay().value());
            }
          }
          return false;
        };
    for (int i = 0; i < PATHS; i++) {
      TransactionBytes transaction = TestTransactions.valid(i);
      network.at(1 + i / PER_MILLI, () -> network.node(SOURCE).submit(transaction));
    }
    network.runFor(PATHS / PER_MILLI + 30_000);
    assertThat(publisher).hasSize(PATHS);
    int[] inOrder = new int[PATHS];
    for (int i = 0; i < PATHS; i++) {
      inOrder[i] = publisher.get(TestTransactions.id(TestTransactions.valid(i)));
    }
    return inOrder;
  }
}
