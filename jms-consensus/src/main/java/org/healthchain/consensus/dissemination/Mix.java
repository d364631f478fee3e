package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.dissemination.Custody.Passage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.jspecify.annotations.Nullable;

/**
 * Holds transactions for a random time and sends them on (after Crowds: Reiter and Rubin 1998, §3).
 * Local and relayed ones take the same way through here; they differ in one coin only: a source
 * always sends on, a relay with probability {@link MixConfig#forwardPercent()}.
 */
final class Mix {
  private final Context context;
  private final OwnLane lane;
  private final Custody custody;
  private final DueQueue<Held> holding = new DueQueue<>();
  private final Set<Digest> relayed = new HashSet<>();
  private final Map<ReplicaId, List<Passage>> leaving = new TreeMap<>();

  /**
   * A transaction on hold.
   *
   * @param firstHop where a local transaction goes; null for a relayed one
   */
  private record Held(Passage passage, @Nullable ReplicaId firstHop) {}

  Mix(Context context, OwnLane lane) {
    this.context = context;
    this.lane = lane;
    this.custody = new Custody(context);
  }

  /** Whether a relayed transaction of this id is on hold here. */
  boolean holdsRelayed(Digest id) {
    return relayed.contains(id);
  }

  void holdLocal(Digest id, TransactionBytes transaction, ReplicaId firstHop) {
    hold(new Held(new Passage(id, transaction, true, () -> {}), firstHop));
  }

  /**
   * Takes over a transaction that came by hop.
   *
   * @param released runs when it has left this server's custody
   */
  void holdRelayed(Digest id, TransactionBytes transaction, Runnable released) {
    relayed.add(id);
    hold(new Held(new Passage(id, transaction, false, released), null));
  }

  void receipted(ReplicaId sender, HopReceipt receipt) {
    custody.receipted(sender, receipt.nonce());
  }

  void tick() {
    custody.tick(this::reroute);
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
    return Math.min(holding.next(), custody.nextWakeupMillis());
  }

  private void hold(Held held) {
    long maxHoldMillis = context.config.mix().maxHoldMillis();
    if (maxHoldMillis == 0) {
      holding.add(context.now(), held);
      return;
    }
    // All leave together at the next beat, so that they share bundles and cover each other.
    long beatMillis = Math.max(1, maxHoldMillis / 5);
    long due = context.now() + context.random.below(maxHoldMillis + 1);
    holding.add((due + beatMillis - 1) / beatMillis * beatMillis, held);
  }

  private void route(Held held) {
    ReplicaId firstHop = held.firstHop();
    if (firstHop != null) {
      leave(firstHop, held.passage());
      return;
    }
    relayed.remove(held.passage().id);
    List<ReplicaId> others = context.nextHops();
    boolean forward = context.below(100) < context.config.mix().forwardPercent();
    if (forward && !others.isEmpty()) {
      leave(context.pick(others), held.passage());
    } else {
      publish(held.passage());
    }
  }

  /** The next hop did not answer: another one, as long as patience lasts. */
  private void reroute(Passage passage) {
    List<ReplicaId> untried = context.nextHops();
    untried.removeAll(passage.tried);
    boolean again = passage.reroutes < context.config.mix().maxReroutes();
    if (again && !untried.isEmpty() && !context.ledger.isExecuted(passage.id)) {
      passage.reroutes++;
      leave(context.pick(untried), passage);
    } else if (passage.local) {
      // The outbox will try again; to publish it ourselves would tell whose it is.
      passage.released.run();
    } else {
      publish(passage);
    }
  }

  private void publish(Passage passage) {
    passage.released.run();
    lane.accept(passage.id, passage.transaction);
  }

  private void leave(ReplicaId to, Passage passage) {
    passage.tried.add(to);
    leaving.computeIfAbsent(to, id -> new ArrayList<>()).add(passage);
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
    context.send(to, new MixHop(nonce, transactions));
    custody.sent(nonce, to, bundle);
  }
}
