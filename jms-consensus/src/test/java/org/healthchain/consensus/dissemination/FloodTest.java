package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;

/** One machine against a peer that sends whatever it likes (NFR-8). */
class FloodTest {
  private static final ReplicaId SELF = new ReplicaId(0);
  private static final ReplicaId PEER = new ReplicaId(1);
  private static final ReplicaId OTHER = new ReplicaId(2);
  private static final DisseminationConfig CONFIG = DisseminationConfig.standard();

  private final Dissemination machine =
      new Dissemination(
          SELF,
          CONFIG,
          new Institutions(
              List.of(SELF, PEER, OTHER, new ReplicaId(3)), java.util.Set.of(new ReplicaId(50))),
          new Dissemination.Ports(
              RandomSource.of(new Random(1)), new TestTransactions.MemoryLedger()),
          new RestartState(1, List.of()),
          0);

  @Test
  void hopsOfOnePeerStayWithinItsQuotaAndAnotherPeerIsNotHarmed() {
    int accepted = 0;
    for (int i = 0; i < 2_000; i++) {
      MixHop hop = new MixHop(i, List.of(TestTransactions.of('V', i, 64 * 1024)));
      accepted += machine.received(PEER, hop, 0).validate().size();
    }
    assertThat((long) accepted * 64 * 1024).isLessThanOrEqualTo(CONFIG.mix().peerQuotaBytes());
    assertThat(drops(PEER, DropReason.PEER_QUOTA)).isEqualTo(2_000 - accepted);
    MixHop honest = new MixHop(1, List.of(TestTransactions.valid(99_999)));
    assertThat(machine.received(OTHER, honest, 0).validate()).hasSize(1);
  }

  /** A dummy costs its sender what a real hop of its length costs, and brings nothing about. */
  @Test
  void dummiesOfOnePeerStayWithinItsQuotaAndAreReceiptedAlone() {
    int receipted = 0;
    for (int i = 0; i < 1_000; i++) {
      Actions actions =
          machine.received(PEER, new MixHop(i, List.of(), MixHop.MAX_FILLED_BYTES), 0);
      assertThat(actions.validate()).isEmpty();
      receipted += actions.sends().size();
    }
    int quota = CONFIG.mix().hopBytesPerSecond() / MixHop.MAX_FILLED_BYTES;
    assertThat(receipted).isEqualTo(quota);
    assertThat(drops(PEER, DropReason.PEER_QUOTA)).isEqualTo(1_000 - quota);
    MixHop honest = new MixHop(1, List.of(TestTransactions.valid(99_999)));
    assertThat(machine.received(OTHER, honest, 0).validate()).hasSize(1);
    assertThat(machine.received(PEER, new MixHop(2_000, honest.transactions()), 1_000).sends())
        .as("a second later it is heard again")
        .hasSize(1);
  }

  @Test
  void batchesOfOneRelayStayWithinItsQuota() {
    Digest previous = Digest.ZERO;
    for (int i = 1; i <= 500; i++) {
      RelayBatch batch = batch(i, 1, previous, TestTransactions.valid(i));
      previous = batch.digest();
      machine.received(PEER, batch, 0);
    }
    assertThat(machine.status().storedBatches()).isEqualTo(CONFIG.holding().relayQuotaBatches());
    assertThat(drops(PEER, DropReason.RELAY_QUOTA)).isEqualTo(500 - 64);
  }

  @Test
  void marksOfOneLiarOnBatchesThatDoNotExistBringNoFetch() {
    for (int i = 1; i <= 5_000; i++) {
      machine.received(PEER, marks(i), i);
      assertThat(machine.tick(i).sends()).isEmpty();
    }
    assertThat(machine.status().fetches()).isZero();
  }

  /** More than f of them: nothing is promised then, but for bounds. */
  @Test
  void marksOfManyLiarsBringFewFetches() {
    int fetches = 0;
    for (int i = 1; i <= 5_000; i++) {
      machine.received(PEER, marks(i), i);
      machine.received(OTHER, marks(i), i);
      fetches += machine.tick(i).sends().size();
      assertThat(machine.status().fetches()).isLessThanOrEqualTo(CONFIG.holding().maxFetches());
    }
    assertThat(fetches).isBetween(1, 5_000);
  }

  private static HoldingVector marks(int i) {
    return new HoldingVector(
        List.of(new HoldingVector.Entry(new LanePosition(OTHER, 1, i), digest(i))));
  }

  @Test
  void gapsWithoutEndBringFewFetches() {
    int fetches = 0;
    for (int i = 1; i <= 10_000; i += 2) {
      machine.received(PEER, batch(i, 1, digest(i), TestTransactions.valid(i)), i);
      fetches += machine.tick(i).sends().size();
    }
    assertThat(machine.status().fetches()).isLessThanOrEqualTo(CONFIG.holding().maxFetches());
    assertThat(fetches).isLessThan(1_000);
    assertThat(machine.status().storedBatches())
        .isLessThanOrEqualTo(CONFIG.holding().relayQuotaBatches());
  }

  @Test
  void aMillionIncarnationsLeaveNoMoreThanTheQuota() {
    for (int i = 1; i <= 20_000; i++) {
      LanePosition position = new LanePosition(PEER, i, 1);
      machine.received(
          PEER, new RelayBatch(position, 1, Digest.ZERO, List.of(TestTransactions.valid(i))), 0);
    }
    assertThat(machine.status().storedBatches()).isEqualTo(CONFIG.holding().relayQuotaBatches());
  }

  @Test
  void fetchesOfOnePeerAreServedWithinItsAllowance() {
    RelayBatch batch = batch(1, 1, Digest.ZERO, TestTransactions.of('V', 1, 90_000));
    hold(batch);
    long served = 0;
    for (int i = 0; i < 5_000; i++) {
      Actions answer = machine.received(OTHER, new BatchFetch(i, batch.digest(), 0), 0);
      served += answer.sends().size() * 90_000L;
    }
    assertThat(served).isLessThanOrEqualTo(CONFIG.holding().serveBytesPerSecond() + 91_024);
    assertThat(drops(OTHER, DropReason.SERVING_QUOTA)).isPositive();
  }

  @Test
  void anInvalidHopSilencesItsSenderForAWhile() {
    MixHop bad = new MixHop(1, List.of(TestTransactions.of('B', 1, 40)));
    judgeAll(machine.received(PEER, bad, 0), 1);
    MixHop next = new MixHop(2, List.of(TestTransactions.valid(2)));
    assertThat(machine.received(PEER, next, 2).validate()).isEmpty();
    assertThat(drops(PEER, DropReason.INVALID_TRANSACTION)).isEqualTo(1);
    assertThat(drops(PEER, DropReason.PENALISED)).isEqualTo(1);
    long later = 2 + CONFIG.mix().penaltyMillis();
    assertThat(machine.received(PEER, new MixHop(3, next.transactions()), later).validate())
        .hasSize(1);
  }

  @Test
  void aMalformedHopIsCountedAgainstItsSender() {
    machine.received(PEER, new MixHop(1, List.of(TestTransactions.of('X', 1, 40))), 0);
    assertThat(drops(PEER, DropReason.MALFORMED_TRANSACTION)).isEqualTo(1);
  }

  @Test
  void aBatchWithOneInvalidTransactionIsRefusedAsAWhole() {
    RelayBatch batch =
        batch(1, 1, Digest.ZERO, TestTransactions.valid(1), TestTransactions.of('B', 2, 40));
    Actions actions = judgeAll(machine.received(PEER, batch, 0), 1);
    assertThat(actions.store()).isEmpty();
    assertThat(machine.batch(batch.digest())).isEmpty();
    assertThat(drops(PEER, DropReason.INVALID_BATCH)).isEqualTo(1);
    assertThat(machine.status().storedBatches()).isZero();
  }

  @Test
  void aBatchThatCannotBeJudgedYetIsJudgedAgain() {
    RelayBatch batch = batch(1, 1, Digest.ZERO, TestTransactions.of('U', 1, 40));
    judgeAll(machine.received(PEER, batch, 0), 1);
    long retry = machine.nextWakeupMillis();
    Actions again = machine.tick(retry);
    assertThat(again.validate()).hasSize(1);
    Actions stored =
        machine.validated(again.validate().get(0).token(), List.of(Verdict.VALID), retry);
    assertThat(stored.store()).containsExactly(batch);
  }

  @Test
  void aRelayThatContradictsItselfIsNoted() {
    hold(batch(1, 1, Digest.ZERO, TestTransactions.valid(1)));
    machine.received(PEER, batch(1, 1, Digest.ZERO, TestTransactions.valid(2)), 5);
    assertThat(drops(PEER, DropReason.EQUIVOCATION)).isEqualTo(1);
  }

  @Test
  void nobodyPublishesInTheNameOfAnother() {
    Actions actions =
        machine.received(OTHER, batch(1, 1, Digest.ZERO, TestTransactions.valid(1)), 0);
    assertThat(TestNetwork.isNothing(actions)).isTrue();
    assertThat(drops(OTHER, DropReason.NOT_A_RELAY)).isEqualTo(1);
  }

  @Test
  void aForgedBatchInAProposalDoesNotHarmTheRelayItNames() {
    RelayBatch forged =
        new RelayBatch(
            new LanePosition(PEER, Long.MAX_VALUE, 1),
            1,
            Digest.ZERO,
            List.of(TestTransactions.of('B', 1, 40)));
    Actions wanted = machine.needed(List.of(forged.digest()), Optional.of(OTHER), 0);
    BatchFetch fetch = (BatchFetch) wanted.sends().get(0).message();
    Actions fetched = machine.received(OTHER, new BatchFetched(fetch.nonce(), List.of(forged)), 1);
    assertThat(judgeAll(fetched, 2).invalid()).containsExactly(forged.digest());
    assertThat(machine.status().dropsByPeer().get(PEER)).isNull();
    RelayBatch honest = batch(1, 1, Digest.ZERO, TestTransactions.valid(1));
    hold(honest);
    assertThat(machine.batch(honest.digest())).isPresent();
  }

  @Test
  void strangersAreCountedInOneRow() {
    for (int i = 100; i < 5_100; i++) {
      machine.received(new ReplicaId(i), new MixHop(i, List.of(TestTransactions.valid(i))), 0);
    }
    assertThat(machine.status().drops()).containsEntry(DropReason.STRANGER, 5_000L);
    assertThat(machine.status().dropsByPeer()).isEmpty();
  }

  @Test
  void vectorsOfNonsenseChangeNothing() {
    for (int i = 1; i <= 10_000; i++) {
      List<HoldingVector.Entry> entries = new ArrayList<>();
      entries.add(new HoldingVector.Entry(new LanePosition(OTHER, i, i), digest(i)));
      machine.received(PEER, new HoldingVector(entries), i);
    }
    assertThat(machine.status().fetches()).isZero();
    assertThat(machine.tick(20_000).sends()).isEmpty();
  }

  @Test
  void unansweredSubmissionsAreBoundedAndSaidToBeBusy() {
    int limit = CONFIG.mix().maxPendingSubmissions();
    for (int i = 0; i < limit; i++) {
      machine.submit(TestTransactions.valid(i), 0);
    }
    Actions refused = machine.submit(TestTransactions.valid(limit), 0);
    assertThat(refused.submissions().get(0).state()).isEqualTo(SubmissionFate.BUSY);
    assertThat(machine.status().pendingSubmissions()).isEqualTo(limit);
  }

  private void hold(RelayBatch batch) {
    Actions stored = judgeAll(machine.received(batch.relay(), batch, 0), 1);
    machine.stored(stored.store().stream().map(RelayBatch::digest).toList(), 2);
  }

  private Actions judgeAll(Actions actions, long now) {
    Actions last = actions;
    for (Actions.Validation job : actions.validate()) {
      last = machine.validated(job.token(), TestTransactions.judge(job.transactions()), now);
    }
    return last;
  }

  private long drops(ReplicaId peer, DropReason reason) {
    return machine.status().dropsByPeer().get(peer).getOrDefault(reason, 0L);
  }

  private static RelayBatch batch(
      long sequence, long floor, Digest previous, TransactionBytes... transactions) {
    return new RelayBatch(
        new LanePosition(PEER, 1, sequence), floor, previous, List.of(transactions));
  }

  private static Digest digest(int number) {
    return Digest.sha256(new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)});
  }
}
