package org.healthchain.consensus.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.healthchain.consensus.dissemination.BatchConfig;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.dissemination.DisseminationStatus;
import org.healthchain.consensus.dissemination.HoldingConfig;
import org.healthchain.consensus.dissemination.MixConfig;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Runs in which transactions go through the real dissemination machines and batches may be lost,
 * withheld or made up: their configuration, their transactions and their scenarios.
 */
final class Relaying {
  private static final byte VALID = 'V';
  private static final byte INVALID = 'B';
  private static final int MAX_N = 10;

  /**
   * The standard one with shorter times and smaller stores, so that a run of seconds meets every
   * bound, and cover traffic. A source tries another path every two seconds at the slowest.
   */
  static final DisseminationConfig CONFIG =
      new DisseminationConfig(
          MixConfig.builder()
              .receiptMillis(300)
              .maxPendingSubmissions(1_000)
              .firstResendMillis(800)
              .maxResendMillis(2_000)
              .maxHopTransactions(16)
              .maxHopBytes(4_096)
              .peerQuotaBytes(1 << 16)
              .penaltyMillis(1_000)
              .nonceMemory(256)
              .coverIntervalMillis(100)
              .coverHopBytes(1_024)
              .build(),
          BatchConfig.builder()
              .maxTransactions(8)
              .maxBytes(1_024)
              .maxOutstanding(8)
              .maxReadyBytes(1 << 16)
              .rebroadcastMillis(300)
              .laneRestartMillis(3_000)
              .build(),
          HoldingConfig.builder()
              .fullVectorMillis(300)
              .audienceMillis(600)
              .relayQuotaBatches(32)
              .relayQuotaBytes(1 << 16)
              .retentionMillis(8_000)
              .retentionBytes(1 << 16)
              .expiryMillis(20_000)
              .fetchTimeoutMillis(150)
              .maxFetches(16)
              .maxFetchReplyBytes(8_192)
              .serveBytesPerSecond(1 << 20)
              .undecidedRetryMillis(150)
              .build());

  private Relaying() {}

  // ---- transactions

  /**
   * @param epoch of the membership at the source: who is not there yet cannot judge it
   */
  static TransactionBytes transaction(int epoch, String text) {
    return transaction(VALID, epoch, text);
  }

  static TransactionBytes invalid(String text) {
    return transaction(INVALID, 0, text);
  }

  private static TransactionBytes transaction(byte kind, int epoch, String text) {
    byte[] name = text.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[2 + name.length];
    bytes[0] = kind;
    bytes[1] = (byte) epoch;
    System.arraycopy(name, 0, bytes, 2, name.length);
    return TransactionBytes.of(bytes);
  }

  static Digest id(TransactionBytes transaction) {
    return Digest.sha256(transaction.bytes());
  }

  static Verdict judge(TransactionBytes transaction, int epoch) {
    byte[] bytes = transaction.bytes();
    if (bytes[0] != VALID) {
      return Verdict.INVALID;
    }
    return bytes[1] > epoch ? Verdict.UNDECIDED : Verdict.VALID;
  }

  // ---- bounded stores

  static void check(int node, DisseminationStatus status, int onDisk, World world) {
    int relays = world.scenario.n() + 1;
    HoldingConfig holding = CONFIG.holding();
    // What a proposal names is charged to nobody: at most every slot of some views.
    long named = 4L * world.config.windowBlocks() * world.config.maxBatchesPerProposal();
    long retained = holding.retentionBytes() / 8;
    long maxStored = (long) relays * holding.relayQuotaBatches() + named + retained;
    require(status.storedBatches() <= maxStored, node, "stores " + status.storedBatches());
    require(onDisk <= maxStored, node, "has on disk " + onDisk);
    require(status.fetches() <= holding.maxFetches() + named, node, "fetches " + status.fetches());
    require(
        status.outstandingBatches() <= CONFIG.batches().maxOutstanding(),
        node,
        "has under way " + status.outstandingBatches());
    require(status.dropsByPeer().size() <= relays + 1, node, "counts drops of strangers");
  }

  private static void require(boolean holds, int node, String what) {
    if (!holds) {
      throw new Violation("memory: the relay of node " + node + " " + what);
    }
  }

  // ---- scenarios

  /** The faults of {@link Scenario#of(long)}, and liars who lie about batches as well. */
  static Scenario scenario(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x2545F4914F6CDD1DL);
    int n = random.nextInt(Scenario.MIN_N, MAX_N + 1);
    Scenario base = Scenario.of(seed, n);
    Map<Integer, Set<Attack>> byzantine = new TreeMap<>();
    base.byzantine()
        .forEach(
            (id, attacks) -> {
              Set<Attack> all = EnumSet.copyOf(attacks);
              // Who says nothing at all lies about nothing.
              if (random.nextInt(3) != 0) {
                all.remove(Attack.SILENT);
              }
              List<Attack> lies = List.copyOf(Attack.RELAYING);
              for (int i = random.nextInt(1, 4); i > 0; i--) {
                all.add(lies.get(random.nextInt(lies.size())));
              }
              byzantine.put(id, all);
            });
    List<Fault> faults = new ArrayList<>(base.faults());
    if (random.nextInt(3) == 0) {
      List<Fault.Kind> kinds = List.copyOf(Fault.Kind.RELAYING);
      faults.add(
          new Fault.DropKind(
              random.nextLong(base.faultyMillis()),
              random.nextLong(100, 4_000),
              kinds.get(random.nextInt(kinds.size()))));
    }
    return base.withByzantine(byzantine).withFaults(faults).withLayer(Scenario.Layer.DISSEMINATION);
  }
}
