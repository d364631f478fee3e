package org.healthchain.consensus.dissemination;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
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
  private final Map<ReplicaId, Map<ReplicaId, Deque<HoldingVector.Entry>>> marks = new TreeMap<>();

  PeerHoldings(Context context, BatchStore store) {
    this.context = context;
    this.store = store;
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

  void retain(Institutions institutions) {
    marks.keySet().removeIf(peer -> !institutions.isRelay(peer));
    marks.values().forEach(row -> row.keySet().removeIf(id -> !institutions.isRelay(id)));
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
    if (known.size() > MARKS) {
      known.remove();
    }
    credit(peer, entry, false);
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
