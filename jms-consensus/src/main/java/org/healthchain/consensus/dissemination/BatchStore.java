package org.healthchain.consensus.dissemination;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The batches this replica has or is about to have, and who else holds them. A batch is validated,
 * then put on disk, then held; it becomes available when f+1 relays hold it.
 */
final class BatchStore {
  /** Digests remembered after their batch has gone. */
  private static final int MEMORY = 16_384;

  private final Context context;
  private final Map<Digest, StoredBatch> batches = new LinkedHashMap<>();
  private final Map<ReplicaId, Usage> usage = new TreeMap<>();
  private final Deque<StoredBatch> retained = new ArrayDeque<>();
  private final Map<Digest, Long> unexecutedSinceMillis = new LinkedHashMap<>();
  private final Memory<Digest> executed = new Memory<>(MEMORY);
  private final Memory<Digest> rejected = new Memory<>(MEMORY);
  private final DueQueue<Digest> retries = new DueQueue<>();
  private Consumer<StoredBatch> onArrived = batch -> {};
  private Consumer<StoredBatch> onHeld = batch -> {};
  private Consumer<RelayBatch> onRejected = batch -> {};
  private long retainedBytes;
  private long nextExpiryScanMillis;

  /** What one relay occupies with batches that are not executed. */
  private static final class Usage {
    int batches;
    long bytes;
  }

  BatchStore(Context context) {
    this.context = context;
    nextExpiryScanMillis = context.now() + scanIntervalMillis();
  }

  void listen(
      Consumer<StoredBatch> arrived, Consumer<StoredBatch> held, Consumer<RelayBatch> refused) {
    onArrived = arrived;
    onHeld = held;
    onRejected = refused;
  }

  /** Null when it is not here. */
  @Nullable StoredBatch get(Digest digest) {
    return batches.get(digest);
  }

  boolean isHeld(Digest digest) {
    StoredBatch batch = batches.get(digest);
    return batch != null && batch.isHeld();
  }

  boolean isExecuted(Digest digest) {
    return executed.contains(digest);
  }

  boolean isRejected(Digest digest) {
    return rejected.contains(digest);
  }

  /** Whether f+1 hold it, or it is beyond needing that. */
  boolean isAvailable(Digest digest) {
    StoredBatch batch = batches.get(digest);
    return executed.contains(digest) || (batch != null && batch.announced);
  }

  boolean hasUnexecuted() {
    return batches.size() > retained.size();
  }

  /** Unexecuted batches of which every transaction stands on the chain. */
  List<Digest> onTheChain() {
    return unexecuted().filter(next -> isOnTheChain(next.batch)).map(StoredBatch::digest).toList();
  }

  /** Unexecuted batches whose relay names this one as the batch before them, and as needed. */
  List<StoredBatch> above(Digest digest) {
    return unexecuted()
        .filter(next -> next.batch.previous().equals(digest))
        .filter(next -> next.batch.floor() < next.batch.sequence())
        .toList();
  }

  private Stream<StoredBatch> unexecuted() {
    return unexecutedSinceMillis.keySet().stream().map(batches::get).filter(Objects::nonNull);
  }

  /** When the oldest batch that is not executed came; {@link Long#MAX_VALUE} without one. */
  long oldestUnexecutedMillis() {
    return unexecutedSinceMillis.isEmpty()
        ? Long.MAX_VALUE
        : unexecutedSinceMillis.values().iterator().next();
  }

  int size() {
    return batches.size();
  }

  /** A batch of our own making needs no validation and no quota. */
  void addOwn(RelayBatch batch) {
    StoredBatch added = insert(batch, false);
    toDisk(added);
  }

  /** A batch read back from disk after a restart: validated and acknowledged in an earlier run. */
  void addRecovered(RelayBatch batch) {
    if (batches.containsKey(batch.digest())) {
      return;
    }
    StoredBatch recovered = insert(batch, false);
    if (isOnTheChain(batch)) {
      recovered.state = StoredBatch.State.HELD;
      executed(batch.digest());
    } else {
      becomeHeld(recovered);
    }
  }

  /** True when there is room for one more of this relay, or the batch is here already. */
  boolean hasRoom(RelayBatch batch) {
    Usage used = usage.get(batch.relay());
    HoldingConfig limits = context.config.holding();
    return used == null
        || (used.batches < limits.relayQuotaBatches()
            && used.bytes + batch.payloadBytes() <= limits.relayQuotaBytes());
  }

  /**
   * Takes a batch in and has it validated. The caller has seen to quota and duplicates.
   *
   * @param wanted a proposal names it; then it is not charged to the relay, which may never have
   *     made it
   */
  void add(RelayBatch batch, boolean wanted) {
    validate(insert(batch, wanted));
  }

  void stored(Digest digest) {
    StoredBatch batch = batches.get(digest);
    if (batch == null) {
      // Executed or expired while it was being written.
      context.discard(digest);
    } else if (batch.state == StoredBatch.State.STORING) {
      becomeHeld(batch);
    }
  }

  void addHolder(StoredBatch batch, ReplicaId holder) {
    if (batch.holders.add(holder)) {
      announceIfAvailable(batch);
    }
  }

  /** After a change of the institutions other numbers count. */
  void recount() {
    new ArrayList<>(batches.values()).forEach(this::announceIfAvailable);
  }

  /** Null when the batch was not here. */
  @Nullable RelayBatch executed(Digest digest) {
    executed.add(digest);
    StoredBatch batch = batches.get(digest);
    if (batch == null || batch.executed) {
      return null;
    }
    release(batch);
    unexecutedSinceMillis.remove(digest);
    batch.executed = true;
    if (batch.isHeld()) {
      batch.executedMillis = context.now();
      retained.add(batch);
      retainedBytes += batch.batch.payloadBytes();
    } else {
      batches.remove(digest);
    }
    return batch.batch;
  }

  void tick() {
    HoldingConfig limits = context.config.holding();
    while (!retained.isEmpty()
        && (retainedBytes > limits.retentionBytes()
            || retained.peek().executedMillis + limits.retentionMillis() <= context.now())) {
      StoredBatch oldest = retained.remove();
      retainedBytes -= oldest.batch.payloadBytes();
      batches.remove(oldest.digest());
      context.discard(oldest.digest());
    }
    for (Digest digest : retries.take(context.now())) {
      StoredBatch batch = batches.get(digest);
      if (batch != null && batch.state == StoredBatch.State.UNDECIDED) {
        validate(batch);
      }
    }
    if (nextExpiryScanMillis <= context.now()) {
      nextExpiryScanMillis = context.now() + scanIntervalMillis();
      expire();
    }
  }

  long nextWakeupMillis() {
    long retention =
        retained.isEmpty()
            ? Long.MAX_VALUE
            : retained.peek().executedMillis + context.config.holding().retentionMillis();
    long expiry = hasUnexecuted() ? nextExpiryScanMillis : Long.MAX_VALUE;
    return Math.min(Math.min(retention, expiry), retries.next());
  }

  boolean isOnTheChain(RelayBatch batch) {
    Ledger ledger = context.ledger;
    return batch.transactions().stream()
        .allMatch(transaction -> ledger.idOf(transaction).filter(ledger::isExecuted).isPresent());
  }

  private StoredBatch insert(RelayBatch batch, boolean wanted) {
    StoredBatch added = new StoredBatch(batch, context.now());
    batches.put(batch.digest(), added);
    unexecutedSinceMillis.put(batch.digest(), context.now());
    added.wanted = wanted;
    added.charged = !wanted;
    if (added.charged) {
      Usage used = usage.computeIfAbsent(batch.relay(), id -> new Usage());
      used.batches++;
      used.bytes += batch.payloadBytes();
    }
    onArrived.accept(added);
    return added;
  }

  private void release(StoredBatch batch) {
    Usage used = batch.charged ? usage.get(batch.batch.relay()) : null;
    if (used == null) {
      return;
    }
    used.batches--;
    used.bytes -= batch.batch.payloadBytes();
    if (used.batches == 0) {
      usage.remove(batch.batch.relay());
    }
  }

  private void validate(StoredBatch batch) {
    batch.state = StoredBatch.State.VALIDATING;
    context.validate(batch.batch.transactions(), verdicts -> judged(batch, verdicts));
  }

  private void judged(StoredBatch batch, List<Verdict> verdicts) {
    if (batches.get(batch.digest()) != batch) {
      return;
    }
    if (verdicts.contains(Verdict.INVALID)) {
      remove(batch);
      rejected.add(batch.digest());
      if (batch.wanted) {
        context.invalid(batch.digest());
      }
      onRejected.accept(batch.batch);
    } else if (verdicts.contains(Verdict.UNDECIDED)) {
      batch.state = StoredBatch.State.UNDECIDED;
      retries.add(context.now() + context.config.holding().undecidedRetryMillis(), batch.digest());
    } else {
      toDisk(batch);
    }
  }

  private void toDisk(StoredBatch batch) {
    batch.state = StoredBatch.State.STORING;
    context.store(batch.batch);
  }

  private void becomeHeld(StoredBatch batch) {
    batch.state = StoredBatch.State.HELD;
    context.held(batch.digest());
    onHeld.accept(batch);
    addHolder(batch, context.self);
  }

  private void announceIfAvailable(StoredBatch batch) {
    if (batch.announced || batch.executed || !batch.isHeld()) {
      return;
    }
    Institutions institutions = context.institutions();
    long holders = batch.holders.stream().filter(institutions::isRelay).count();
    if (holders >= institutions.availabilityQuorum()) {
      batch.announced = true;
      context.available(batch.digest());
    }
  }

  private void remove(StoredBatch batch) {
    release(batch);
    batches.remove(batch.digest());
    unexecutedSinceMillis.remove(batch.digest());
  }

  private void expire() {
    long expiryMillis = context.config.holding().expiryMillis();
    for (StoredBatch batch : new ArrayList<>(batches.values())) {
      // A proposal may name what was made up; yet what it names is kept much longer.
      long keepMillis = batch.wanted ? 10 * expiryMillis : expiryMillis;
      boolean promised = batch.announced || batch.executed;
      if (!promised && batch.arrivedMillis + keepMillis <= context.now()) {
        remove(batch);
        if (batch.isHeld()) {
          context.discard(batch.digest());
        }
        context.drops.count(batch.batch.relay(), DropReason.EXPIRED);
      }
    }
  }

  private long scanIntervalMillis() {
    return Math.max(1, context.config.holding().expiryMillis() / 4);
  }
}
