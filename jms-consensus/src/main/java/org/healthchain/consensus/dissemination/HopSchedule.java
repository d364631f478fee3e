package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthchain.consensus.dissemination.Custody.Passage;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * When hops leave. Without cover traffic: at once. With it a relay sends one hop of one size in
 * every interval, to each other relay in turn, with what waits for that one or with nothing: who
 * watches the lines sees the same, whether anything is under way or not. Only when more waits for
 * one relay than a hop holds does everything leave at once for a cycle: what is busy covers itself.
 */
final class HopSchedule {
  private final Context context;
  private final Custody custody;
  private final Map<ReplicaId, List<Passage>> waiting = new TreeMap<>();
  private boolean begun;
  private long beatMillis;
  private int turn;
  private long busyUntilMillis;

  HopSchedule(Context context, Custody custody) {
    this.context = context;
    this.custody = custody;
  }

  void add(ReplicaId to, Passage passage) {
    List<Passage> queue = waiting.computeIfAbsent(to, id -> new ArrayList<>());
    queue.add(passage);
    if (queue.size() > 1 && bytesOf(queue) > coverRoomBytes()) {
      busyUntilMillis = context.now() + cycleMillis();
    }
  }

  /** Whether hops leave at the beat alone. */
  boolean isCovered() {
    return isCovering() && context.now() >= busyUntilMillis;
  }

  /** In this time each other relay gets one hop, and each of them sends one here. */
  long cycleMillis() {
    return context.config.mix().coverIntervalMillis() * context.otherRelays().size();
  }

  /** Sends what may leave. To be called at the end of every step. */
  void flush() {
    if (!isCovered()) {
      waiting.forEach(this::sendBundles);
      waiting.clear();
    }
    if (isCovering()) {
      beatIfDue();
    }
  }

  long nextWakeupMillis() {
    return isCovering() ? beatMillis : Long.MAX_VALUE;
  }

  private boolean isCovering() {
    return context.config.mix().coverIntervalMillis() > 0
        && context.isRelay()
        && !context.otherRelays().isEmpty();
  }

  private void beatIfDue() {
    long intervalMillis = context.config.mix().coverIntervalMillis();
    List<ReplicaId> others = context.otherRelays();
    if (!begun) {
      begun = true;
      beatMillis = context.now() + context.random.below(intervalMillis);
      turn = context.below(others.size());
    }
    if (context.now() < beatMillis) {
      return;
    }
    turn = (turn + 1) % others.size();
    send(others.get(turn), takeForBeat(others.get(turn)));
    // After a pause of this server beats are left out, not made up for.
    beatMillis += intervalMillis;
    if (beatMillis <= context.now()) {
      beatMillis = context.now() + intervalMillis;
    }
  }

  /** What waits for this relay and fits; a transaction that fits no such hop goes alone. */
  private List<Passage> takeForBeat(ReplicaId to) {
    List<Passage> queue = waiting.getOrDefault(to, new ArrayList<>());
    List<Passage> taken = new ArrayList<>();
    int bytes = 0;
    while (!queue.isEmpty() && taken.size() < context.config.mix().maxHopTransactions()) {
      bytes += MixHop.bytesOf(queue.get(0).transaction);
      if (!taken.isEmpty() && bytes > coverRoomBytes()) {
        break;
      }
      taken.add(queue.remove(0));
    }
    if (queue.isEmpty()) {
      waiting.remove(to);
    }
    context.shuffle(taken);
    return taken;
  }

  private int coverRoomBytes() {
    MixConfig limits = context.config.mix();
    return Math.min(limits.coverHopBytes() - MixHop.HEAD_BYTES, limits.maxHopBytes());
  }

  private static int bytesOf(List<Passage> passages) {
    return passages.stream().mapToInt(passage -> MixHop.bytesOf(passage.transaction)).sum();
  }

  private void sendBundles(ReplicaId to, List<Passage> passages) {
    context.shuffle(passages);
    List<Passage> bundle = new ArrayList<>();
    int bytes = 0;
    for (Passage passage : passages) {
      boolean full =
          bundle.size() == context.config.mix().maxHopTransactions()
              || bytes + passage.transaction.size() > context.config.mix().maxHopBytes();
      if (full && !bundle.isEmpty()) {
        send(to, bundle);
        bundle = new ArrayList<>();
        bytes = 0;
      }
      bundle.add(passage);
      bytes += passage.transaction.size();
    }
    send(to, bundle);
  }

  private void send(ReplicaId to, List<Passage> bundle) {
    long nonce = context.random.below(Long.MAX_VALUE);
    List<TransactionBytes> transactions =
        bundle.stream().map(passage -> passage.transaction).toList();
    int fillBytes = isCovering() ? context.config.mix().coverHopBytes() : 0;
    context.send(to, new MixHop(nonce, transactions, fillBytes));
    custody.sent(nonce, to, bundle);
  }
}
