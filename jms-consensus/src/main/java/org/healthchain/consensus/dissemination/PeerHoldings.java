package org.healthchain.consensus.dissemination;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;

/** What the peers said they hold. The last few marks of each lane and peer are kept. */
final class PeerHoldings {
  /** Marks kept per peer and lane, so that a batch that comes late still meets its mark. */
  private static final int MARKS = 8;

  private final Context context;
  private final BatchStore store;
  private final MissedBatches missed;
  private final Map<ReplicaId, Map<ReplicaId, Deque<HoldingVector.Entry>>> marks = new TreeMap<>();

  /** The same marks the other way round. */
  private final Map<Digest, Set<ReplicaId>> markedBy = new HashMap<>();

  PeerHoldings(Context context, BatchStore store, MissedBatches missed) {
    this.context = context;
    this.store = store;
    this.missed = missed;
  }

  void received(ReplicaId peer, HoldingVector vector) {
    if (!context.institutions().isRelay(peer)) {
      context.drops.count(peer, DropReason.NOT_A_RELAY);
      return;
    }
    if (vector.entries().size() > context.institutions().relays().size() + 1) {
      context.drops.count(peer, DropReason.MALFORMED_VECTOR);
      return;
    }
    for (HoldingVector.Entry entry : vector.entries()) {
      // A stranger's lane is passed over: the peer may see a change of membership before us.
      if (context.institutions().isRelay(entry.position().relay())) {
        note(peer, entry);
      }
    }
  }

  /** A batch has come after marks that cover it. */
  void arrived(StoredBatch stored) {
    RelayBatch batch = stored.batch;
    missed.arrived(batch.relay(), batch.digest()).forEach(peer -> store.addHolder(stored, peer));
    marks.forEach(
        (peer, byRelay) -> {
          for (HoldingVector.Entry entry : byRelay.getOrDefault(batch.relay(), NONE)) {
            LanePosition position = entry.position();
            if (position.incarnation() == batch.incarnation()
                && position.sequence() >= batch.sequence()) {
              credit(peer, entry, position.sequence() > batch.sequence());
            }
          }
        });
  }

  /**
   * Peers that said they hold a batch which is not here: by a mark on it, or on one above it whose
   * chain is here.
   */
  Set<ReplicaId> holdersOf(Digest missing) {
    Set<ReplicaId> holders = new TreeSet<>(markedBy.getOrDefault(missing, Set.of()));
    holders.addAll(missed.holdersOf(missing));
    store.above(missing).forEach(batch -> holders.addAll(batch.holders));
    return holders;
  }

  void retain(Institutions institutions) {
    marks.keySet().removeIf(peer -> !institutions.isRelay(peer));
    marks.values().forEach(row -> row.keySet().removeIf(id -> !institutions.isRelay(id)));
    markedBy.clear();
    marks.forEach(
        (peer, row) ->
            row.values().forEach(entries -> entries.forEach(entry -> index(peer, entry))));
  }

  private static final Deque<HoldingVector.Entry> NONE = new ArrayDeque<>();

  private void note(ReplicaId peer, HoldingVector.Entry entry) {
    Deque<HoldingVector.Entry> known =
        marks
            .computeIfAbsent(peer, id -> new TreeMap<>())
            .computeIfAbsent(entry.position().relay(), id -> new ArrayDeque<>());
    HoldingVector.Entry last = known.peekLast();
    if (last != null && !isAfter(entry.position(), last.position())) {
      return;
    }
    known.add(entry);
    index(peer, entry);
    missed.marked(peer, entry, markedBy.getOrDefault(entry.digest(), Set.of()));
    if (known.size() > MARKS) {
      forget(peer, known.remove());
    }
    credit(peer, entry, false);
  }

  private void index(ReplicaId peer, HoldingVector.Entry entry) {
    markedBy.computeIfAbsent(entry.digest(), id -> new TreeSet<>()).add(peer);
  }

  private void forget(ReplicaId peer, HoldingVector.Entry entry) {
    Set<ReplicaId> peers = markedBy.get(entry.digest());
    if (peers != null) {
      peers.remove(peer);
      if (peers.isEmpty()) {
        markedBy.remove(entry.digest());
      }
    }
  }

  private static boolean isAfter(LanePosition position, LanePosition last) {
    return position.incarnation() > last.incarnation()
        || (position.incarnation() == last.incarnation() && position.sequence() > last.sequence());
  }

  /** Walks down the chain from the mark to its floor. */
  private void credit(ReplicaId peer, HoldingVector.Entry entry, boolean throughKnown) {
    StoredBatch marked = store.get(entry.digest());
    if (marked == null) {
      return;
    }
    long floor = marked.batch.floor();
    StoredBatch batch = marked;
    while (batch != null && batch.batch.sequence() >= floor) {
      if (batch.holders.contains(peer) && !throughKnown) {
        return;
      }
      store.addHolder(batch, peer);
      batch = store.get(batch.batch.previous());
    }
  }
}
