package org.healthchain.consensus.dissemination;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * One server's dissemination: source, relay and holder in one state machine. Not for concurrent
 * use; the thread that drives the core drives it. Every method takes the time, in milliseconds that
 * never run backward, and returns what is to be done.
 */
public final class Dissemination {
  private final Context context;
  private final BatchStore store;
  private final OwnLane ownLane;
  private final Mix mix;
  private final HopIntake hops;
  private final OwnSubmissions outbox;
  private final BatchFetcher fetcher;
  private final FetchServer server;
  private final VectorSender vectors;
  private final Lanes lanes;
  private final PeerHoldings peers;
  private final MissedBatches missed;

  /** What the machine needs from outside. */
  public record Ports(RandomSource random, Ledger ledger) {}

  public Dissemination(
      ReplicaId self,
      DisseminationConfig config,
      Institutions institutions,
      Ports ports,
      RestartState recovery,
      long nowMillis) {
    this(self, n -> config, institutions, ports, recovery, nowMillis);
  }

  /**
   * @param configs for each number of relays; one takes the other's place when the institutions
   *     change
   */
  public Dissemination(
      ReplicaId self,
      IntFunction<DisseminationConfig> configs,
      Institutions institutions,
      Ports ports,
      RestartState recovery,
      long nowMillis) {
    context = new Context(self, configs, institutions, ports);
    context.advanceTo(nowMillis);
    store = new BatchStore(context);
    ownLane = new OwnLane(context, store, recovery.firstIncarnation());
    mix = new Mix(context, ownLane);
    hops = new HopIntake(context, mix, ownLane);
    outbox = new OwnSubmissions(context, mix);
    fetcher = new BatchFetcher(context);
    server = new FetchServer(context, store);
    vectors = new VectorSender(context, store);
    missed = new MissedBatches(context, store, fetcher);
    lanes = new Lanes(context, store, fetcher, vectors, missed);
    peers = new PeerHoldings(context, store, missed);
    fetcher.deliverTo(lanes::fetched);
    fetcher.learnHoldersFrom(peers::holdersOf);
    vectors.readMarksFrom(lanes::marks);
    store.listen(peers::arrived, lanes::held, lanes::rejected);
    lanes.recovered(recovery.held());
  }

  /**
   * A transaction of this server's own. It stays until it is executed or found invalid. After a
   * restart the host submits again what was not finished.
   */
  public Actions submit(TransactionBytes transaction, long nowMillis) {
    context.advanceTo(nowMillis);
    outbox.submit(transaction);
    return finish();
  }

  /** A message whose frame is authentic. */
  public Actions received(ReplicaId sender, DisseminationMessage message, long nowMillis) {
    context.advanceTo(nowMillis);
    if (!context.institutions().knows(sender) || sender.equals(context.self)) {
      context.drops.countStranger();
      return finish();
    }
    context.heard(sender);
    message.accept(new From(sender));
    return finish();
  }

  /** The answer to {@link Actions.Validation}: one verdict for each transaction, in its order. */
  public Actions validated(long token, List<Verdict> verdicts, long nowMillis) {
    context.advanceTo(nowMillis);
    context.validated(token, verdicts);
    return finish();
  }

  /** These batches are durable now. */
  public Actions stored(Collection<Digest> digests, long nowMillis) {
    context.advanceTo(nowMillis);
    digests.forEach(store::stored);
    return finish();
  }

  /**
   * A proposal names batches that are not held here. An observer holds none and asks for none: it
   * hears proposals but executes only certified blocks.
   *
   * @param hint who certainly has them: the primary
   */
  public Actions needed(Collection<Digest> digests, Optional<ReplicaId> hint, long nowMillis) {
    context.advanceTo(nowMillis);
    if (!context.isRelay()) {
      return finish();
    }
    for (Digest digest : digests) {
      StoredBatch batch = store.get(digest);
      if (store.isRejected(digest)) {
        context.invalid(digest);
      } else if (batch == null) {
        fetcher.wantForProposal(digest, hint);
      } else if (batch.isHeld()) {
        context.held(digest);
      } else {
        batch.wanted = true;
      }
    }
    return finish();
  }

  /**
   * A block was executed and is durable.
   *
   * @param batches that it ordered
   * @param committed ids of transactions now on the chain
   * @param refused ids of transactions that will never be, for reasons of state; not repetitions
   */
  public Actions executed(
      Collection<Digest> batches,
      Collection<Digest> committed,
      Collection<Digest> refused,
      long nowMillis) {
    context.advanceTo(nowMillis);
    for (Digest digest : batches) {
      fetcher.arrived(digest);
      RelayBatch batch = store.executed(digest);
      if (batch != null) {
        ownLaneOrOthers(batch);
      }
    }
    committed.forEach(id -> transactionFinished(id, SubmissionFate.EXECUTED));
    refused.forEach(id -> transactionFinished(id, SubmissionFate.REFUSED));
    return finish();
  }

  /**
   * Batches here whose transactions all stand on the chain, though nobody said that they were
   * executed: fetched blocks do not name the batches that they were made of. The host then calls
   * {@link #executed} for them and tells the core.
   */
  public List<Digest> onTheChain() {
    return store.onTheChain();
  }

  /** From now on these institutions take part. */
  public Actions institutionsChanged(Institutions changed, long nowMillis) {
    context.advanceTo(nowMillis);
    context.institutions(changed);
    hops.retain(changed);
    server.retain(changed);
    lanes.retain(changed);
    peers.retain(changed);
    fetcher.retain(changed);
    missed.retain(changed);
    store.recount();
    return finish();
  }

  /**
   * Who needs this replica's holding vectors: in collector mode the primary and its backup, else
   * everyone (an empty list).
   */
  public Actions vectorAudience(List<ReplicaId> receivers, long nowMillis) {
    context.advanceTo(nowMillis);
    vectors.audience(receivers);
    return finish();
  }

  /** Relays that seem to be down: no transaction is sent there while others are to be had. */
  public void unheard(List<ReplicaId> peers) {
    context.unheard = Set.copyOf(peers);
  }

  /** To be called when {@link #nextWakeupMillis()} has come. */
  public Actions tick(long nowMillis) {
    context.advanceTo(nowMillis);
    outbox.tick();
    mix.tick();
    ownLane.tick();
    store.tick();
    lanes.tick();
    missed.tick();
    fetcher.tick();
    return finish();
  }

  /** When something will be due; {@link Long#MAX_VALUE} for never. */
  public long nextWakeupMillis() {
    long next = Math.min(outbox.nextWakeupMillis(), mix.nextWakeupMillis());
    next = Math.min(next, Math.min(ownLane.nextWakeupMillis(), store.nextWakeupMillis()));
    next = Math.min(next, Math.min(lanes.nextWakeupMillis(), fetcher.nextWakeupMillis()));
    return Math.min(next, Math.min(missed.nextWakeupMillis(), vectors.nextWakeupMillis()));
  }

  /** A batch that is held here and not yet dropped: what the host executes. */
  public Optional<RelayBatch> batch(Digest digest) {
    return Optional.ofNullable(store.get(digest))
        .filter(StoredBatch::isHeld)
        .map(stored -> stored.batch);
  }

  public DisseminationStatus status() {
    return new DisseminationStatus(
        outbox.size(),
        ownLane.readyTransactions(),
        ownLane.outstandingBatches(),
        store.size(),
        fetcher.size(),
        context.validationsUnderWay(),
        context.drops.total(),
        context.drops.byPeer());
  }

  private void ownLaneOrOthers(RelayBatch batch) {
    if (batch.relay().equals(context.self)) {
      ownLane.batchExecuted(batch);
    }
    lanes.executed(batch);
  }

  private void transactionFinished(Digest id, SubmissionFate state) {
    ownLane.transactionExecuted(id);
    outbox.finished(id, state);
  }

  private Actions finish() {
    mix.flush();
    ownLane.flush();
    vectors.flush();
    return context.take();
  }

  /** Hands a message of this sender to the part that it concerns. */
  private final class From implements DisseminationMessage.Handler {
    private final ReplicaId sender;

    From(ReplicaId sender) {
      this.sender = sender;
    }

    @Override
    public void on(MixHop message) {
      hops.received(sender, message);
    }

    @Override
    public void on(HopReceipt message) {
      mix.receipted(sender, message);
    }

    @Override
    public void on(BatchFetch message) {
      server.received(sender, message);
    }

    // An observer hears what is meant for relays, the rest, and follows the ledger instead.

    @Override
    public void on(RelayBatch message) {
      if (context.isRelay()) {
        lanes.published(sender, message);
      }
    }

    @Override
    public void on(HoldingVector message) {
      if (context.isRelay()) {
        peers.received(sender, message);
      }
    }

    @Override
    public void on(BatchFetched message) {
      if (context.isRelay()) {
        fetcher.received(sender, message);
      }
    }
  }
}
