package org.healthchain.consensus.dissemination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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

/** One machine of four: what it acknowledges, when a batch is available, how gaps close. */
class HoldingTest {
  private static final ReplicaId SELF = new ReplicaId(0);
  private static final ReplicaId RELAY = new ReplicaId(1);
  private static final ReplicaId OTHER = new ReplicaId(2);
  private static final ReplicaId LAST = new ReplicaId(3);
  private static final Institutions FOUR =
      new Institutions(List.of(SELF, RELAY, OTHER, LAST), Set.of());

  private final Dissemination machine = machine(new RestartState(1, List.of()));
  private final RelayBatch first = batch(1, 1, Digest.ZERO, 1);
  private final RelayBatch second = batch(2, 1, first.digest(), 2);
  private final RelayBatch third = batch(3, 1, second.digest(), 3);

  private static Dissemination machine(RestartState recovery) {
    return machine(recovery, new TestTransactions.MemoryLedger());
  }

  private static Dissemination machine(RestartState recovery, Ledger ledger) {
    return new Dissemination(
        SELF,
        DisseminationConfig.standard(),
        FOUR,
        new Dissemination.Ports(RandomSource.of(new Random(1)), ledger),
        recovery,
        0);
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsOnDisk() {
    Actions validated = judge(machine.received(RELAY, first, 0));
    assertThat(validated.store()).containsExactly(first);
    assertThat(validated.sends()).isEmpty();
    assertThat(validated.held()).isEmpty();
    Actions stored = machine.stored(List.of(first.digest()), 3);
    assertThat(stored.held()).containsExactly(first.digest());
    assertThat(vector(stored).entries())
        .containsExactly(new HoldingVector.Entry(first.position(), first.digest()));
  }

  /** It would drop the answers and ask again for as long as it lives. */
  @Test
  void anObserverAsksForNoBatchThatAProposalNames() {
    machine.needed(List.of(first.digest()), Optional.of(RELAY), 0);
    assertThat(machine.status().fetches()).isEqualTo(1);
    machine.institutionsChanged(new Institutions(List.of(RELAY, OTHER, LAST), Set.of(SELF)), 1);
    machine.needed(List.of(second.digest()), Optional.of(RELAY), 2);
    assertThat(machine.status().fetches()).isZero();
    assertThat(machine.tick(60_000).sends()).isEmpty();
  }

  @Test
  void aBatchIsAvailableWhenOneMoreHoldsItAndOnlyOnce() {
    assertThat(hold(first, 0).available()).isEmpty();
    assertThat(machine.received(OTHER, vectorOf(first), 5).available())
        .containsExactly(first.digest());
    assertThat(machine.received(RELAY, vectorOf(first), 6).available()).isEmpty();
  }

  @Test
  void aMarkCountsForEverythingBelowItAndForWhatComesLater() {
    machine.received(OTHER, vectorOf(third), 0);
    assertThat(hold(first, 1).available()).isEmpty();
    hold(second, 2);
    assertThat(hold(third, 3).available()).containsExactly(third.digest());
    assertThat(machine.received(RELAY, vectorOf(second), 9).available()).isEmpty();
  }

  @Test
  void aMarkOnAnotherForkCountsForNothing() {
    hold(first, 0);
    RelayBatch fork = batch(1, 1, Digest.ZERO, 99);
    assertThat(machine.received(OTHER, vectorOf(fork), 1).available()).isEmpty();
  }

  @Test
  void behindAGapNothingIsAcknowledgedUntilItIsFetched() {
    hold(first, 0);
    Actions gapped = hold(third, 30);
    assertThat(vectors(gapped)).isEmpty();
    Actions tick = machine.tick(400);
    BatchFetch fetch = (BatchFetch) tick.sends().get(0).message();
    assertThat(fetch.digest()).isEqualTo(second.digest());
    Actions answer =
        judge(machine.received(RELAY, new BatchFetched(fetch.nonce(), List.of(second)), 410));
    assertThat(answer.store()).containsExactly(second);
    assertThat(vector(machine.stored(List.of(second.digest()), 420)).entries())
        .containsExactly(new HoldingVector.Entry(third.position(), third.digest()));
  }

  @Test
  void belowTheFloorNothingIsMissing() {
    Digest unknown = Digest.sha256(new byte[] {7});
    RelayBatch far = batch(500, 500, unknown, 4);
    Actions stored = hold(far, 0);
    assertThat(vector(stored).entries())
        .containsExactly(new HoldingVector.Entry(far.position(), far.digest()));
    assertThat(machine.tick(10_000).sends()).noneMatch(s -> s.message() instanceof BatchFetch);
  }

  @Test
  void aWrongAnswerIsCountedAndAnotherIsAsked() {
    Actions wanted = machine.needed(List.of(first.digest()), Optional.of(OTHER), 0);
    assertThat(wanted.sends().get(0).to()).contains(OTHER);
    long nonce = ((BatchFetch) wanted.sends().get(0).message()).nonce();
    Actions again = machine.received(OTHER, new BatchFetched(nonce, List.of(second)), 1);
    assertThat(again.sends()).hasSize(1);
    assertThat(again.sends().get(0).to()).isNotEqualTo(Optional.of(OTHER));
    assertThat(machine.status().drops()).containsEntry(DropReason.WRONG_ANSWER, 1L);
    long next = ((BatchFetch) again.sends().get(0).message()).nonce();
    ReplicaId asked = again.sends().get(0).to().orElseThrow();
    Actions right = judge(machine.received(asked, new BatchFetched(next, List.of(first)), 2));
    Actions held = machine.stored(right.store().stream().map(RelayBatch::digest).toList(), 3);
    assertThat(held.held()).containsExactly(first.digest());
  }

  @Test
  void anUnansweredFetchGoesToTheNext() {
    machine.needed(List.of(first.digest()), Optional.of(OTHER), 0);
    Set<ReplicaId> asked = new HashSet<>();
    for (long now = 500; now <= 20_000; now += 500) {
      machine.tick(now).sends().forEach(send -> asked.add(send.to().orElseThrow()));
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void whoSaidThatItHoldsABatchIsAskedBeforeTheOthersAndTheNextSoonAfter() {
    machine.received(OTHER, vectorOf(first), 0);
    List<ReplicaId> asked =
        new ArrayList<>(fetched(machine.needed(List.of(first.digest()), Optional.of(RELAY), 1)));
    assertThat(asked).hasSize(1);
    asked.addAll(fetched(machine.tick(101)));
    assertThat(asked).containsExactlyInAnyOrder(OTHER, RELAY);
    // f+1 were asked: one is honest. The others are tried when they had their time.
    assertThat(fetched(machine.tick(400))).isEmpty();
    assertThat(fetched(machine.tick(501))).containsExactly(LAST);
  }

  @Test
  void aLateAnswerToAFetchThatAnotherAnsweredIsNoOffence() {
    machine.received(OTHER, vectorOf(first), 0);
    List<Actions.Transmission> sends = new ArrayList<>();
    sends.addAll(machine.needed(List.of(first.digest()), Optional.of(RELAY), 1).sends());
    sends.addAll(machine.tick(101).sends());
    for (Actions.Transmission send : sends) {
      long nonce = ((BatchFetch) send.message()).nonce();
      machine.received(send.to().orElseThrow(), new BatchFetched(nonce, List.of(first)), 110);
    }
    assertThat(sends).hasSize(2);
    assertThat(machine.status().drops()).isEmpty();
  }

  @Test
  void whoLeftAFetchUnansweredIsAskedLastTheNextTime() {
    List<ReplicaId> silent =
        fetched(machine.needed(List.of(first.digest()), Optional.of(OTHER), 0));
    assertThat(silent).containsExactly(OTHER);
    machine.tick(100);
    machine.executed(List.of(first.digest()), List.of(), List.of(), 101);
    machine.received(OTHER, vectorOf(second), 102);
    machine.received(LAST, vectorOf(second), 102);
    assertThat(fetched(machine.needed(List.of(second.digest()), Optional.of(OTHER), 103)))
        .containsExactly(LAST);
  }

  @Test
  void whatEnoughOthersHoldIsFetchedThoughItsRelayKeepsItFromUs() {
    machine.received(OTHER, vectorOf(first), 0);
    assertThat(fetched(machine.tick(1_000))).isEmpty();
    machine.received(LAST, vectorOf(first), 1_000);
    assertThat(fetched(machine.tick(1_100))).isEmpty();
    Actions tick = machine.tick(1_250);
    assertThat(fetched(tick)).hasSize(1);
    long nonce = ((BatchFetch) tick.sends().get(0).message()).nonce();
    ReplicaId asked = tick.sends().get(0).to().orElseThrow();

    judge(machine.received(asked, new BatchFetched(nonce, List.of(first)), 1_260));
    Actions stored = machine.stored(List.of(first.digest()), 1_270);

    assertThat(stored.available()).containsExactly(first.digest());
    assertThat(vector(stored)).isEqualTo(vectorOf(first));
  }

  @Test
  void whatComesLateByItselfIsNotFetched() {
    machine.received(OTHER, vectorOf(first), 0);
    machine.received(LAST, vectorOf(first), 0);
    assertThat(hold(first, 100).available()).containsExactly(first.digest());
    assertThat(fetched(machine.tick(5_000))).isEmpty();
  }

  /** A server that restarts hears marks of batches that it executed in an earlier life. */
  @Test
  void whatIsOnTheChainIsNotKeptThoughOthersHoldIt() {
    TestTransactions.MemoryLedger ledger = new TestTransactions.MemoryLedger();
    ledger.executed.add(TestTransactions.id(TestTransactions.valid(1)));
    Dissemination again = machine(new RestartState(2, List.of()), ledger);
    again.received(OTHER, vectorOf(first), 0);
    again.received(LAST, vectorOf(first), 0);
    Actions tick = again.tick(250);
    long nonce = ((BatchFetch) tick.sends().get(0).message()).nonce();
    ReplicaId asked = tick.sends().get(0).to().orElseThrow();

    assertThat(
            TestNetwork.isNothing(
                again.received(asked, new BatchFetched(nonce, List.of(first)), 260)))
        .isTrue();
    again.received(asked, vectorOf(second), 270);
    assertThat(again.status().storedBatches()).isZero();
    assertThat(fetched(again.tick(10_000))).isEmpty();
  }

  private static List<ReplicaId> fetched(Actions actions) {
    return actions.sends().stream()
        .filter(send -> send.message() instanceof BatchFetch)
        .map(send -> send.to().orElseThrow())
        .toList();
  }

  @Test
  void theExecutedStayForLaggardsAndThenGo() {
    hold(first, 0);
    machine.executed(List.of(first.digest()), List.of(), List.of(), 100);
    assertThat(machine.batch(first.digest())).contains(first);
    Actions served = machine.received(OTHER, new BatchFetch(1, first.digest(), 0), 200);
    assertThat(served.sends().get(0).message()).isEqualTo(new BatchFetched(1, List.of(first)));
    long end = 100 + HoldingConfig.standard().retentionMillis();
    assertThat(machine.tick(end).discard()).containsExactly(first.digest());
    assertThat(machine.batch(first.digest())).isEmpty();
  }

  @Test
  void whatNobodyElseHoldsIsDroppedInTheEnd() {
    hold(first, 0);
    List<Digest> discarded = new ArrayList<>();
    long expiry = HoldingConfig.standard().expiryMillis();
    for (long now = 0; now <= 2 * expiry; now += expiry / 4) {
      discarded.addAll(machine.tick(now).discard());
    }
    assertThat(discarded).containsExactly(first.digest());
    assertThat(machine.status().drops()).containsEntry(DropReason.EXPIRED, 1L);
  }

  @Test
  void afterARestartWhatWasAcknowledgedIsStillHeld() {
    Dissemination again = machine(new RestartState(2, List.of(first, second)));
    assertThat(again.tick(0).held()).containsExactly(first.digest(), second.digest());
    assertThat(again.batch(second.digest())).contains(second);
    Actions available = again.received(OTHER, vectorOf(second), 5);
    assertThat(available.available()).containsExactlyInAnyOrder(first.digest(), second.digest());
    // The relay's next batch shows that they belong to its lane.
    again.received(RELAY, third, 10).validate();
    assertThat(again.tick(1_000).sends()).noneMatch(s -> s.message() instanceof BatchFetch);
  }

  @Test
  void whatWasExecutedBeforeTheRestartIsNotHandedOverAgain() {
    TestTransactions.MemoryLedger ledger = new TestTransactions.MemoryLedger();
    ledger.executed.add(TestTransactions.id(TestTransactions.valid(1)));
    Dissemination again = machine(new RestartState(2, List.of(first)), ledger);
    assertThat(again.received(OTHER, vectorOf(first), 5).available()).isEmpty();
    assertThat(again.batch(first.digest())).contains(first);
  }

  @Test
  void whatFetchedBlocksExecutedIsKnownByItsTransactions() {
    TestTransactions.MemoryLedger ledger = new TestTransactions.MemoryLedger();
    Dissemination laggard = machine(new RestartState(2, List.of(first, second)), ledger);
    assertThat(laggard.onTheChain()).isEmpty();

    ledger.executed.add(TestTransactions.id(TestTransactions.valid(1)));
    assertThat(laggard.onTheChain()).containsExactly(first.digest());

    laggard.executed(List.of(first.digest()), List.of(), List.of(), 10);
    assertThat(laggard.onTheChain()).isEmpty();
    assertThat(laggard.received(OTHER, vectorOf(second), 20).available())
        .containsExactly(second.digest());
  }

  @Test
  void aLateCopyOfAnExecutedBatchIsNotHandedOverAgain() {
    machine.executed(List.of(first.digest()), List.of(), List.of(), 0);
    Actions late = machine.received(RELAY, first, 5);
    assertThat(late.validate()).isEmpty();
    assertThat(machine.received(OTHER, vectorOf(first), 6).available()).isEmpty();
    // The lane goes on above it.
    assertThat(vector(hold(second, 30)).entries())
        .containsExactly(new HoldingVector.Entry(second.position(), second.digest()));
  }

  @Test
  void withAnAudienceOthersHearOnlyOfWhatWaitsTooLong() {
    machine.vectorAudience(List.of(OTHER), 0);
    Actions stored = hold(first, 100);
    assertThat(stored.sends())
        .extracting(Actions.Transmission::to)
        .containsExactly(Optional.of(OTHER));

    long late = 100 + HoldingConfig.standard().audienceMillis();
    assertThat(machine.nextWakeupMillis()).isLessThanOrEqualTo(late);
    assertThat(machine.tick(late - 1).sends()).allMatch(send -> send.to().isPresent());
    Actions wide = machine.tick(late + HoldingConfig.standard().vectorIntervalMillis());
    assertThat(wide.sends()).extracting(Actions.Transmission::to).containsExactly(Optional.empty());
    assertThat(vector(wide)).isEqualTo(vectorOf(first));

    machine.executed(List.of(first.digest()), List.of(), List.of(), late + 30);
    assertThat(machine.tick(late + 10_000).sends()).isEmpty();
  }

  @Test
  void batchesAreShuffled() {
    Dissemination relay = machine(new RestartState(1, List.of()));
    List<TransactionBytes> inOrder = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      inOrder.add(TestTransactions.valid(i));
    }
    Actions validated = judge(relay, relay.received(OTHER, new MixHop(1, inOrder), 0), 0);
    List<TransactionBytes> published = new ArrayList<>();
    for (long now = 0; now < 200; now++) {
      for (Actions.Transmission send : relay.tick(now).sends()) {
        if (send.message() instanceof RelayBatch batch) {
          published.addAll(batch.transactions());
        }
      }
    }
    for (Actions.Transmission send : validated.sends()) {
      if (send.message() instanceof RelayBatch batch) {
        published.addAll(batch.transactions());
      }
    }
    assertThat(published).hasSizeBetween(30, 70).isSubsetOf(inOrder);
    List<TransactionBytes> sorted = new ArrayList<>(published);
    sorted.sort((a, b) -> Integer.compare(inOrder.indexOf(a), inOrder.indexOf(b)));
    assertThat(published).isNotEqualTo(sorted);
  }

  private static RelayBatch batch(long sequence, long floor, Digest previous, int number) {
    return new RelayBatch(
        new LanePosition(RELAY, 1, sequence),
        floor,
        previous,
        List.of(TestTransactions.valid(number)));
  }

  private static HoldingVector vectorOf(RelayBatch batch) {
    return new HoldingVector(List.of(new HoldingVector.Entry(batch.position(), batch.digest())));
  }

  private Actions hold(RelayBatch batch, long now) {
    judge(machine, machine.received(RELAY, batch, now), now);
    return machine.stored(List.of(batch.digest()), now);
  }

  private Actions judge(Actions actions) {
    return judge(machine, actions, 0);
  }

  private static Actions judge(Dissemination machine, Actions actions, long now) {
    Actions last = actions;
    for (Actions.Validation job : actions.validate()) {
      last = machine.validated(job.token(), TestTransactions.judge(job.transactions()), now);
    }
    return last;
  }

  private static HoldingVector vector(Actions actions) {
    return vectors(actions).get(0);
  }

  private static List<HoldingVector> vectors(Actions actions) {
    return actions.sends().stream()
        .map(Actions.Transmission::message)
        .filter(HoldingVector.class::isInstance)
        .map(HoldingVector.class::cast)
        .toList();
  }
}
