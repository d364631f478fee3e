package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.ReplicaId;

/** Tells the others what is held here: the lanes that moved, and from time to time all of them. */
final class VectorSender {
  private final Context context;
  private final BatchStore store;
  private final Set<ReplicaId> moved = new TreeSet<>();
  private Supplier<List<HoldingVector.Entry>> marks = List::of;
  private List<ReplicaId> audience = List.of();
  private long notBeforeMillis;
  private long fullDueMillis;

  VectorSender(Context context, BatchStore store) {
    this.context = context;
    this.store = store;
    fullDueMillis = context.now() + context.config.holding().fullVectorMillis();
  }

  void readMarksFrom(Supplier<List<HoldingVector.Entry>> source) {
    marks = source;
  }

  /** To whom vectors go; empty for everyone. Changes of audience bring the full vector. */
  void audience(List<ReplicaId> receivers) {
    audience = List.copyOf(receivers);
    fullDueMillis = context.now();
  }

  void moved(ReplicaId relay) {
    moved.add(relay);
  }

  /** To be called at the end of every step. */
  void flush() {
    long now = context.now();
    if (!context.isRelay() || now < notBeforeMillis) {
      return;
    }
    boolean full = now >= fullDueMillis && (store.hasUnexecuted() || !moved.isEmpty());
    if (!full && moved.isEmpty()) {
      return;
    }
    List<HoldingVector.Entry> entries = new ArrayList<>(marks.get());
    if (!full) {
      entries.removeIf(entry -> !moved.contains(entry.position().relay()));
    }
    moved.clear();
    if (full) {
      fullDueMillis = now + context.config.holding().fullVectorMillis();
    }
    if (!entries.isEmpty()) {
      notBeforeMillis = now + context.config.holding().vectorIntervalMillis();
      send(new HoldingVector(entries));
    }
  }

  long nextWakeupMillis() {
    if (!context.isRelay()) {
      return Long.MAX_VALUE;
    }
    if (!moved.isEmpty()) {
      return notBeforeMillis;
    }
    return store.hasUnexecuted() ? Math.max(fullDueMillis, notBeforeMillis) : Long.MAX_VALUE;
  }

  private void send(HoldingVector vector) {
    if (audience.isEmpty()) {
      context.broadcast(vector);
    } else {
      for (ReplicaId receiver : audience) {
        if (!receiver.equals(context.self)) {
          context.send(receiver, vector);
        }
      }
    }
  }
}
