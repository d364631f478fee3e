package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Holds transactions for a random time and sends them on (after Crowds: Reiter and Rubin 1998, §3).
 * Local and relayed ones take the same way through here; they differ in one coin only: a source
 * always sends on, a relay with probability {@link MixConfig#forwardPercent()}.
 */
final class Mix {
  private final Context context;
  private final OwnLane lane;
  private final Timers<Held> holding = new Timers<>();
  private final Set<Digest> relayed = new HashSet<>();
  private final Map<ReplicaId, List<TransactionBytes>> leaving = new TreeMap<>();

  /**
   * A transaction on hold.
   *
   * @param firstHop where a local transaction goes; null for a relayed one
   * @param released runs when it leaves
   */
  private record Held(
      Digest id, TransactionBytes transaction, ReplicaId firstHop, Runnable released) {}

  Mix(Context context, OwnLane lane) {
    this.context = context;
    this.lane = lane;
  }

  /** Whether a relayed transaction of this id is on hold here. */
  boolean holdsRelayed(Digest id) {
    return relayed.contains(id);
  }

  void holdLocal(Digest id, TransactionBytes transaction, ReplicaId firstHop) {
    hold(new Held(id, transaction, firstHop, () -> {}));
  }

  void holdRelayed(Digest id, TransactionBytes transaction, Runnable released) {
    relayed.add(id);
    hold(new Held(id, transaction, null, released));
  }

  private void hold(Held held) {
    long maxHoldMillis = context.config.mix().maxHoldMillis();
    long delay = maxHoldMillis == 0 ? 0 : context.random.below(maxHoldMillis + 1);
    holding.add(context.now() + delay, held);
  }

  /** Sends what is due, one bundle for each next hop. To be called at the end of every step. */
  void flush() {
    for (Held held : holding.take(context.now())) {
      route(held);
    }
    leaving.forEach(this::sendBundles);
    leaving.clear();
  }

  long nextWakeupMillis() {
    return holding.next();
  }

  private void route(Held held) {
    held.released().run();
    if (held.firstHop() != null) {
      leave(held.firstHop(), held.transaction());
      return;
    }
    relayed.remove(held.id());
    List<ReplicaId> others = context.otherRelays();
    boolean forward = context.below(100) < context.config.mix().forwardPercent();
    if (forward && !others.isEmpty()) {
      leave(context.pick(others), held.transaction());
    } else {
      lane.accept(held.id(), held.transaction());
    }
  }

  private void leave(ReplicaId to, TransactionBytes transaction) {
    leaving.computeIfAbsent(to, id -> new ArrayList<>()).add(transaction);
  }

  private void sendBundles(ReplicaId to, List<TransactionBytes> transactions) {
    context.shuffle(transactions);
    List<TransactionBytes> bundle = new ArrayList<>();
    int bytes = 0;
    for (TransactionBytes transaction : transactions) {
      boolean full =
          bundle.size() == context.config.mix().maxHopTransactions()
              || bytes + transaction.size() > context.config.mix().maxHopBytes();
      if (full && !bundle.isEmpty()) {
        context.send(to, new MixHop(nonce(), bundle));
        bundle = new ArrayList<>();
        bytes = 0;
      }
      bundle.add(transaction);
      bytes += transaction.size();
    }
    context.send(to, new MixHop(nonce(), bundle));
  }

  private long nonce() {
    return context.random.below(Long.MAX_VALUE);
  }
}
