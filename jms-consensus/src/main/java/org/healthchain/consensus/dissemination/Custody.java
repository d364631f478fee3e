package org.healthchain.consensus.dissemination;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Hops that were sent and not receipted yet. A dead or refusing next hop so costs a fraction of a
 * second and not the source's patience. Source and relay do the same here.
 */
final class Custody {
  private final Context context;
  private final Map<Long, Hop> hops = new HashMap<>();
  private final DueQueue<Long> timeouts = new DueQueue<>();

  /** A transaction on its way to the next hop. */
  static final class Passage {
    final Digest id;
    final TransactionBytes transaction;
    final boolean local;
    final Runnable released;
    final Set<ReplicaId> tried = new TreeSet<>();
    int reroutes;

    Passage(Digest id, TransactionBytes transaction, boolean local, Runnable released) {
      this.id = id;
      this.transaction = transaction;
      this.local = local;
      this.released = released;
    }

    /** The same once a relay has it, which may be its source that drew itself. */
    Passage atARelay() {
      return local ? new Passage(id, transaction, false, released) : this;
    }
  }

  private record Hop(ReplicaId to, List<Passage> passages) {}

  Custody(Context context) {
    this.context = context;
  }

  void sent(long nonce, ReplicaId to, List<Passage> passages) {
    hops.put(nonce, new Hop(to, List.copyOf(passages)));
    timeouts.add(context.now() + context.config.mix().receiptMillis(), nonce);
  }

  void receipted(ReplicaId sender, long nonce) {
    Hop hop = hops.get(nonce);
    if (hop == null || !hop.to().equals(sender)) {
      context.drops.count(sender, DropReason.UNSOLICITED);
      return;
    }
    hops.remove(nonce);
    hop.passages().forEach(passage -> passage.released.run());
  }

  /** Gives every overdue transaction to {@code reroute}. */
  void tick(Consumer<Passage> reroute) {
    for (long nonce : timeouts.take(context.now())) {
      Hop hop = hops.remove(nonce);
      if (hop != null) {
        context.silent(hop.to());
        hop.passages().forEach(reroute);
      }
    }
  }

  long nextWakeupMillis() {
    return hops.isEmpty() ? Long.MAX_VALUE : timeouts.next();
  }
}
