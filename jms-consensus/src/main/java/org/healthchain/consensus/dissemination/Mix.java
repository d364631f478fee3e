package org.healthchain.consensus.dissemination;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthchain.consensus.dissemination.Custody.Passage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.jspecify.annotations.Nullable;

/**
 * Holds transactions for a random time and sends them on (Crowds: Reiter and Rubin 1998, §3). Local
 * and relayed ones take the same way through here; they differ in one coin only: a source always
 * sends on, a relay with probability {@link MixConfig#forwardPercent()}. Both draw the next relay
 * from all of them, themselves included; whoever draws itself holds the transaction once more, as a
 * relay that it has just come to. So every relay publishes alike often, whoever the source is.
 */
final class Mix {
  private final Context context;
  private final OwnLane lane;
  private final Custody custody;
  private final HopSchedule schedule;
  private final DueQueue<Held> holding = new DueQueue<>();
  private final DueQueue<Passage> publishing = new DueQueue<>();
  private final Set<Digest> relayed = new HashSet<>();

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
    this.schedule = new HopSchedule(context, custody);
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

  /** Moves on what is due. To be called at the end of every step. */
  void flush() {
    holding.take(context.now()).forEach(this::route);
    publishing.take(context.now()).forEach(this::publish);
    schedule.flush();
  }

  long nextWakeupMillis() {
    long next = Math.min(holding.next(), publishing.next());
    return Math.min(next, Math.min(custody.nextWakeupMillis(), schedule.nextWakeupMillis()));
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
    Passage passage = held.passage();
    ReplicaId firstHop = held.firstHop();
    if (firstHop != null) {
      leave(firstHop, passage);
      return;
    }
    relayed.remove(passage.id);
    List<ReplicaId> hops = context.nextHops();
    boolean forward = context.below(100) < context.config.mix().forwardPercent();
    if (forward && !hops.isEmpty()) {
      leave(context.pick(hops), passage);
    } else {
      publishLater(passage);
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
      // The outbox will try again; to publish it for want of others would tell whose it is.
      passage.released.run();
    } else {
      publishLater(passage);
    }
  }

  private void leave(ReplicaId to, Passage passage) {
    passage.tried.add(to);
    if (!to.equals(context.self)) {
      schedule.add(to, passage);
    } else if (relayed.add(passage.id)) {
      hold(new Held(passage.atARelay(), null));
    } else {
      // Another copy of it is on hold here already.
      passage.released.run();
    }
  }

  /**
   * With cover traffic only a publication can be seen: it waits for a time drawn from a whole
   * cycle, in which each other relay has sent one hop, so that its moment names none of them.
   */
  private void publishLater(Passage passage) {
    if (schedule.isCovered()) {
      relayed.add(passage.id);
      publishing.add(context.now() + context.random.below(schedule.cycleMillis()), passage);
    } else {
      publish(passage);
    }
  }

  private void publish(Passage passage) {
    relayed.remove(passage.id);
    passage.released.run();
    lane.accept(passage.id, passage.transaction);
  }
}
