package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Tells the others what is held here: the lanes that moved, and from time to time all of them. With
 * an audience (collector mode) only the audience hears it, until a batch has waited so long that
 * the audience itself is suspect: then everyone hears everything, learns what is available, and can
 * complain of a primary that does not order it.
 */
final class VectorSender {
  private final Context context;
  private final BatchStore store;
  private final Set<ReplicaId> moved = new TreeSet<>();
  private Supplier<List<HoldingVector.Entry>> marks = List::of;
  private long notBeforeMillis;
  private long fullDueMillis;
  private long notWideBeforeMillis;

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
    context.audience = List.copyOf(receivers);
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
    boolean wide = !context.audience.isEmpty() && now >= wideDueMillis();
    boolean full = wide || (now >= fullDueMillis && (store.hasUnexecuted() || !moved.isEmpty()));
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
      send(new HoldingVector(entries), wide);
    }
    if (wide) {
      notWideBeforeMillis = now + context.config.holding().fullVectorMillis();
    }
  }

  private long wideDueMillis() {
    long oldest = store.oldestUnexecutedMillis();
    return oldest == Long.MAX_VALUE
        ? oldest
        : Math.max(notWideBeforeMillis, oldest + context.config.holding().audienceMillis());
  }

  long nextWakeupMillis() {
    if (!context.isRelay()) {
      return Long.MAX_VALUE;
    }
    if (!moved.isEmpty()) {
      return notBeforeMillis;
    }
    if (!store.hasUnexecuted()) {
      return Long.MAX_VALUE;
    }
    long due =
        context.audience.isEmpty() ? fullDueMillis : Math.min(fullDueMillis, wideDueMillis());
    return Math.max(due, notBeforeMillis);
  }

  private void send(HoldingVector vector, boolean wide) {
    if (wide || context.audience.isEmpty()) {
      context.broadcast(vector);
    } else {
      for (ReplicaId receiver : context.audience) {
        if (!receiver.equals(context.self)) {
          context.send(receiver, vector);
        }
      }
    }
  }
}
