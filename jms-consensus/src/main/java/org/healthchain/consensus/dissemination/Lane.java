package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * One relay's chain of batches as this replica follows it. The high-water mark rises over batches
 * that are held (or executed) without a gap from the floor of the marked batch.
 */
final class Lane {
  private final ReplicaId relay;
  private final BatchStore store;
  private final TreeMap<Long, Link> above = new TreeMap<>();
  private long incarnation = -1;
  private long high;
  private Digest head = Digest.ZERO;
  private boolean dead;

  /** What the chain needs to know of a batch. */
  private record Link(Digest digest, Digest previous, long floor) {}

  /** A run of missing batches: the newest one's digest, and how many lie below it. */
  record Gap(Digest newest, long ancestors) {}

  Lane(ReplicaId relay, BatchStore store) {
    this.relay = relay;
    this.store = store;
  }

  long incarnation() {
    return incarnation;
  }

  /** Follows a later life of the relay; what was held of the earlier one stays in the store. */
  void restart(long newIncarnation) {
    incarnation = newIncarnation;
    high = 0;
    head = Digest.ZERO;
    above.clear();
    dead = false;
  }

  /** A batch of this lane was refused: nothing above it will ever be acknowledged. */
  void kill() {
    dead = true;
    above.clear();
  }

  boolean isDead() {
    return dead;
  }

  /** Whether another batch stands at this place already. */
  boolean contradicts(RelayBatch batch) {
    Link known = above.get(batch.sequence());
    return (known != null && !known.digest().equals(batch.digest()))
        || (batch.sequence() == high && !batch.digest().equals(head));
  }

  boolean isPast(long sequence) {
    return sequence <= high;
  }

  boolean contains(RelayBatch batch) {
    Link known = batch.incarnation() == incarnation ? above.get(batch.sequence()) : null;
    return known != null && known.digest().equals(batch.digest());
  }

  /** Whether the successor, which the relay itself published, names this batch. */
  boolean expects(RelayBatch batch) {
    Link successor = batch.incarnation() == incarnation ? above.get(batch.sequence() + 1) : null;
    return successor != null && successor.previous().equals(batch.digest());
  }

  void add(RelayBatch batch) {
    if (batch.incarnation() == incarnation && batch.sequence() > high && !dead) {
      above.putIfAbsent(
          batch.sequence(), new Link(batch.digest(), batch.previous(), batch.floor()));
    }
  }

  /** Raises the high-water mark as far as it goes; true when it rose. */
  boolean advance() {
    boolean rose = false;
    for (Map.Entry<Long, Link> entry : new ArrayList<>(above.entrySet())) {
      long sequence = entry.getKey();
      if (sequence > high && isUnbroken(sequence)) {
        high = sequence;
        head = entry.getValue().digest();
        above.headMap(sequence, true).clear();
        rose = true;
      } else if (!passes(entry.getValue()) && sequence == high + 1) {
        break;
      }
    }
    return rose;
  }

  Optional<HoldingVector.Entry> mark() {
    return high == 0
        ? Optional.empty()
        : Optional.of(new HoldingVector.Entry(new LanePosition(relay, incarnation, high), head));
  }

  /** The lowest run of batches missing below one that is here. */
  Optional<Gap> gap() {
    long expected = high + 1;
    for (Map.Entry<Long, Link> entry : above.entrySet()) {
      long sequence = entry.getKey();
      long lowest = Math.max(expected, entry.getValue().floor());
      if (lowest < sequence) {
        return Optional.of(new Gap(entry.getValue().previous(), sequence - lowest - 1));
      }
      expected = sequence + 1;
    }
    return Optional.empty();
  }

  private boolean isUnbroken(long top) {
    Link highest = above.get(top);
    long floor = highest == null ? top : Math.max(highest.floor(), high + 1);
    for (long sequence = top; sequence >= floor; sequence--) {
      Link link = above.get(sequence);
      if (link == null || !passes(link)) {
        return false;
      }
      if (!link.previous().equals(below(sequence, floor, link))) {
        return false;
      }
    }
    return true;
  }

  /** The digest that the predecessor has, as far as it is to be checked; null without one. */
  private @Nullable Digest below(long sequence, long floor, Link link) {
    if (sequence == high + 1) {
      return head;
    }
    if (sequence == floor) {
      return link.previous();
    }
    Link predecessor = above.get(sequence - 1);
    return predecessor == null ? null : predecessor.digest();
  }

  private boolean passes(Link link) {
    return store.isHeld(link.digest()) || store.isExecuted(link.digest());
  }
}
