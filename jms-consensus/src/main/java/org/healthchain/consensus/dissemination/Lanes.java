package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;

/** The lanes of all relays: takes batches in, keeps each relay within its quota, finds gaps. */
final class Lanes {
  private final Context context;
  private final BatchStore store;
  private final BatchFetcher fetcher;
  private final VectorSender vectors;
  private final MissedBatches missed;
  private final Map<ReplicaId, Lane> lanes = new TreeMap<>();
  private long nextScanMillis = Long.MAX_VALUE;

  Lanes(
      Context context,
      BatchStore store,
      BatchFetcher fetcher,
      VectorSender vectors,
      MissedBatches missed) {
    this.context = context;
    this.store = store;
    this.fetcher = fetcher;
    this.vectors = vectors;
    this.missed = missed;
  }

  /** A batch that its own relay published. */
  void published(ReplicaId sender, RelayBatch batch) {
    if (!sender.equals(batch.relay()) || !context.institutions().isRelay(sender)) {
      context.drops.count(sender, DropReason.NOT_A_RELAY);
      return;
    }
    Lane lane = lane(batch.relay());
    if (batch.incarnation() > lane.incarnation()) {
      lane.restart(batch.incarnation());
    }
    Optional<DropReason> refusal = refusal(lane, batch);
    if (refusal.isPresent()) {
      context.drops.count(sender, refusal.get());
    } else if (isKnown(batch)) {
      // Perhaps fetched for a proposal: now it is known to be the relay's own.
      context.drops.count(sender, DropReason.DUPLICATE_BATCH);
      link(lane, batch);
    } else if (!store.hasRoom(batch)) {
      context.drops.count(sender, DropReason.RELAY_QUOTA);
    } else {
      lane.add(batch);
      linkWhatIsHere(lane);
      take(lane, batch, false);
    }
  }

  /**
   * A batch that was asked for and whose digest is the one asked for. Only one that the lane's
   * chain names, or that f+1 hold as part of it, is surely the relay's; another may have been made
   * up by whoever proposed it.
   */
  void fetched(RelayBatch batch, boolean wanted) {
    Lane lane = lane(batch.relay());
    boolean vouchedFor = missed.contains(batch.relay(), batch.digest());
    if (vouchedFor && !wanted && store.isOnTheChain(batch)) {
      missed.settled(batch.relay(), batch.digest());
      return;
    }
    boolean linked = lane.expects(batch) || (vouchedFor && continues(lane, batch));
    boolean takes = wanted || ((linked || vouchedFor) && store.hasRoom(batch));
    StoredBatch present = store.get(batch.digest());
    if (present != null) {
      present.wanted |= wanted;
    } else if (store.isRejected(batch.digest())) {
      if (wanted) {
        context.invalid(batch.digest());
      }
      return;
    } else if (!store.isExecuted(batch.digest()) && takes) {
      take(lane, batch, wanted);
    }
    if (linked && isKnown(batch)) {
      link(lane, batch);
    }
  }

  /** After a restart. */
  void recovered(List<RelayBatch> batches) {
    // Whether they are links of their relay's lane is seen when the relay publishes the next.
    batches.forEach(store::addRecovered);
  }

  /** Called by the store for every batch that has become held, our own included. */
  void held(StoredBatch stored) {
    RelayBatch batch = stored.batch;
    Lane lane = lane(batch.relay());
    if (batch.relay().equals(context.self) && batch.incarnation() > lane.incarnation()) {
      lane.restart(batch.incarnation());
    }
    if (batch.relay().equals(context.self)) {
      lane.add(batch);
    }
    advance(lane, batch.relay());
  }

  void executed(RelayBatch batch) {
    advance(lane(batch.relay()), batch.relay());
  }

  /** A batch that only a proposal named may have been made up: its relay is not to blame. */
  void rejected(RelayBatch batch) {
    Lane lane = lane(batch.relay());
    if (lane.contains(batch)) {
      lane.kill();
      context.drops.count(batch.relay(), DropReason.INVALID_BATCH);
    }
  }

  List<HoldingVector.Entry> marks() {
    List<HoldingVector.Entry> marks = new ArrayList<>();
    lanes.forEach((relay, lane) -> mark(relay).ifPresent(marks::add));
    return marks;
  }

  Optional<HoldingVector.Entry> mark(ReplicaId relay) {
    return context.institutions().isRelay(relay) ? lane(relay).mark() : Optional.empty();
  }

  void retain(Institutions institutions) {
    lanes.keySet().removeIf(relay -> !institutions.isRelay(relay));
  }

  void tick() {
    if (nextScanMillis > context.now()) {
      return;
    }
    nextScanMillis = Long.MAX_VALUE;
    lanes.forEach(this::fetchGap);
  }

  long nextWakeupMillis() {
    return nextScanMillis;
  }

  private Lane lane(ReplicaId relay) {
    return lanes.computeIfAbsent(relay, id -> new Lane(id, store));
  }

  private Optional<DropReason> refusal(Lane lane, RelayBatch batch) {
    if (batch.incarnation() < lane.incarnation()) {
      return Optional.of(DropReason.STALE_INCARNATION);
    }
    if (store.isRejected(batch.digest()) || lane.isDead()) {
      return Optional.of(DropReason.INVALID_BATCH);
    }
    if (lane.contradicts(batch)) {
      return Optional.of(DropReason.EQUIVOCATION);
    }
    if (lane.isPast(batch.sequence())) {
      return Optional.of(DropReason.DUPLICATE_BATCH);
    }
    if (batch.transactions().isEmpty()) {
      return Optional.of(DropReason.INVALID_BATCH);
    }
    return Optional.empty();
  }

  /** Whether a batch that others had from its relay fits on the lane as it is known here. */
  private boolean continues(Lane lane, RelayBatch batch) {
    if (batch.relay().equals(context.self) || !context.institutions().isRelay(batch.relay())) {
      return false;
    }
    if (batch.incarnation() > lane.incarnation()) {
      lane.restart(batch.incarnation());
    }
    return !lane.contradicts(batch);
  }

  private boolean isKnown(RelayBatch batch) {
    return store.get(batch.digest()) != null || store.isExecuted(batch.digest());
  }

  private void link(Lane lane, RelayBatch batch) {
    lane.add(batch);
    advance(lane, batch.relay());
  }

  private void take(Lane lane, RelayBatch batch, boolean wanted) {
    boolean asked = fetcher.arrived(batch.digest());
    store.add(batch, wanted || asked);
    if (lane.gap().isPresent()) {
      scheduleScan();
    }
  }

  private void advance(Lane lane, ReplicaId relay) {
    if (lane.advance()) {
      vectors.moved(relay);
    }
  }

  /** Closes gaps with batches that came in another way: from disk or for a proposal. */
  private void linkWhatIsHere(Lane lane) {
    Optional<StoredBatch> here = newestOfGap(lane);
    while (here.isPresent() && lane.expects(here.get().batch)) {
      lane.add(here.get().batch);
      here = newestOfGap(lane);
    }
  }

  private Optional<StoredBatch> newestOfGap(Lane lane) {
    return lane.gap().flatMap(gap -> Optional.ofNullable(store.get(gap.newest())));
  }

  private void fetchGap(ReplicaId relay, Lane lane) {
    linkWhatIsHere(lane);
    lane.gap()
        .ifPresent(
            gap -> {
              fetcher.wantForLane(gap.newest(), gap.ancestors(), relay);
              scheduleScan();
            });
  }

  private void scheduleScan() {
    nextScanMillis =
        Math.min(
            nextScanMillis, context.now() + context.config.holding().fetchTimeoutMillis() / 2 + 1);
  }
}
