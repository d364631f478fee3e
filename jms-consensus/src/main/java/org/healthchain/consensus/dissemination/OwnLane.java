package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.pacing.Pace;

/** This relay's own lane: transactions wait, are shuffled into batches, and are published. */
final class OwnLane {
  /** Batches published again at once, lest a healed partition be met with a flood. */
  private static final int MAX_REBROADCAST = 4;

  private final Context context;
  private final BatchStore store;
  private final Map<Digest, Ready> ready = new LinkedHashMap<>();
  private final TreeMap<Long, Published> outstanding = new TreeMap<>();
  private final Set<Digest> published = new HashSet<>();
  private final Pace pace = new Pace();
  private long readyBytes;
  private long incarnation;
  private long sequence;
  private Digest head = Digest.ZERO;

  private record Ready(TransactionBytes transaction, long sinceMillis) {}

  /** A batch that was published and not executed yet. */
  private static final class Published {
    final RelayBatch batch;
    final Map<Digest, TransactionBytes> transactions;
    final long publishedMillis;
    long broadcastMillis;

    Published(RelayBatch batch, Map<Digest, TransactionBytes> transactions, long nowMillis) {
      this.batch = batch;
      this.transactions = transactions;
      publishedMillis = nowMillis;
      broadcastMillis = nowMillis;
    }
  }

  OwnLane(Context context, BatchStore store, long incarnation) {
    this.context = context;
    this.store = store;
    this.incarnation = incarnation;
  }

  /** Whether the transaction waits here or stands in a batch of ours that is not executed. */
  boolean carries(Digest id) {
    return ready.containsKey(id) || published.contains(id);
  }

  void accept(Digest id, TransactionBytes transaction) {
    if (carries(id) || context.ledger.isExecuted(id)) {
      context.drops.count(context.self, DropReason.DUPLICATE_TRANSACTION);
    } else if (readyBytes + transaction.size() > context.config.batches().maxReadyBytes()) {
      context.drops.count(context.self, DropReason.POOL_FULL);
    } else {
      ready.put(id, new Ready(transaction, context.now()));
      readyBytes += transaction.size();
    }
  }

  void transactionExecuted(Digest id) {
    Ready gone = ready.remove(id);
    if (gone != null) {
      readyBytes -= gone.transaction().size();
    }
  }

  void batchExecuted(RelayBatch batch) {
    if (batch.incarnation() != incarnation) {
      return;
    }
    Published done = outstanding.get(batch.sequence());
    if (done != null && done.batch.equals(batch)) {
      pace.took(context.now() - done.publishedMillis);
      outstanding.remove(batch.sequence());
      published.removeAll(done.transactions.keySet());
    }
  }

  /**
   * Whether nothing leaves here, because our own batches are not executed: then others had better
   * look for another relay.
   */
  boolean isStalled() {
    return !ready.isEmpty()
        && outstanding.size() >= context.config.batches().maxOutstanding()
        && context.now() - oldestReadyMillis() >= context.config.mix().receiptMillis();
  }

  int readyTransactions() {
    return ready.size();
  }

  int outstandingBatches() {
    return outstanding.size();
  }

  /** Publishes what may leave. To be called at the end of every step. */
  void flush() {
    while (context.isRelay() && mayPublish()) {
      publish();
    }
  }

  void tick() {
    if (!context.isRelay()) {
      return;
    }
    if (!outstanding.isEmpty() && restartDue()) {
      restart();
      return;
    }
    int budget = MAX_REBROADCAST;
    for (Published entry : outstanding.values()) {
      if (budget > 0 && rebroadcastMillis(entry) <= context.now()) {
        entry.broadcastMillis = context.now();
        context.broadcast(entry.batch);
        budget--;
      }
    }
  }

  long nextWakeupMillis() {
    long next = Long.MAX_VALUE;
    if (!context.isRelay()) {
      return next;
    }
    if (!ready.isEmpty() && outstanding.size() < context.config.batches().maxOutstanding()) {
      next = oldestReadyMillis() + patienceMillis();
    }
    for (Published entry : outstanding.values()) {
      next = Math.min(next, rebroadcastMillis(entry));
    }
    return next;
  }

  /** With an audience the relay itself hears late who holds its batches: it waits that longer. */
  private long rebroadcastMillis(Published entry) {
    long lateMillis = context.audience.isEmpty() ? 0 : context.config.holding().audienceMillis();
    return store.isAvailable(entry.batch.digest())
        ? Long.MAX_VALUE
        : entry.broadcastMillis + lateMillis + context.config.batches().rebroadcastMillis();
  }

  private boolean mayPublish() {
    BatchConfig limits = context.config.batches();
    if (ready.isEmpty() || outstanding.size() >= limits.maxOutstanding()) {
      return false;
    }
    return outstanding.size() < limits.eagerOutstanding()
        || ready.size() >= limits.maxTransactions()
        || readyBytes >= limits.maxBytes()
        || context.now() - oldestReadyMillis() >= patienceMillis();
  }

  /** The more is under way, and the longer that takes, the longer it pays to wait for company. */
  private long patienceMillis() {
    BatchConfig limits = context.config.batches();
    int crowd = 1 + Math.max(0, outstanding.size() - limits.eagerOutstanding());
    return crowd * pace.waitMillis(limits.delayMillis());
  }

  private long oldestReadyMillis() {
    return ready.values().iterator().next().sinceMillis();
  }

  private void publish() {
    Map<Digest, TransactionBytes> chosen = takeReady();
    List<TransactionBytes> shuffled = new ArrayList<>(chosen.values());
    context.shuffle(shuffled);
    sequence++;
    long floor = outstanding.isEmpty() ? sequence : outstanding.firstKey();
    LanePosition position = new LanePosition(context.self, incarnation, sequence);
    RelayBatch batch = new RelayBatch(position, floor, head, shuffled);
    head = batch.digest();
    outstanding.put(sequence, new Published(batch, chosen, context.now()));
    published.addAll(chosen.keySet());
    context.broadcast(batch);
    store.addOwn(batch);
  }

  private Map<Digest, TransactionBytes> takeReady() {
    BatchConfig limits = context.config.batches();
    Map<Digest, TransactionBytes> chosen = new LinkedHashMap<>();
    int bytes = 0;
    Iterator<Map.Entry<Digest, Ready>> waiting = ready.entrySet().iterator();
    while (waiting.hasNext() && chosen.size() < limits.maxTransactions()) {
      Map.Entry<Digest, Ready> entry = waiting.next();
      TransactionBytes transaction = entry.getValue().transaction();
      if (!chosen.isEmpty() && bytes + transaction.size() > limits.maxBytes()) {
        break;
      }
      bytes += transaction.size();
      chosen.put(entry.getKey(), transaction);
      waiting.remove();
    }
    readyBytes -= bytes;
    return chosen;
  }

  private boolean restartDue() {
    Published oldest = outstanding.firstEntry().getValue();
    return !store.isAvailable(oldest.batch.digest())
        && context.now() - oldest.publishedMillis >= context.config.batches().laneRestartMillis();
  }

  /**
   * Begins a new lane, when the old one leads nowhere (others lost track of it or refuse it). What
   * was published in vain waits again; should it be ordered after all, its ids remove it.
   */
  private void restart() {
    incarnation++;
    sequence = 0;
    head = Digest.ZERO;
    for (Published entry : outstanding.values()) {
      entry.transactions.forEach(
          (id, transaction) -> {
            if (!context.ledger.isExecuted(id)) {
              ready.put(id, new Ready(transaction, context.now()));
              readyBytes += transaction.size();
            }
          });
    }
    outstanding.clear();
    published.clear();
  }
}
