package org.healthchain.consensus.dissemination;

import java.util.Set;
import java.util.TreeSet;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;

/** A batch in {@link BatchStore}, which alone changes it. */
final class StoredBatch {
  /** How far the batch has come here. */
  enum State {
    VALIDATING,
    UNDECIDED,
    STORING,
    HELD
  }

  final RelayBatch batch;
  final long arrivedMillis;

  /** Relays (and former ones) that said they hold it; this replica too, once it does. */
  final Set<ReplicaId> holders = new TreeSet<>();

  State state = State.VALIDATING;

  /** Handed over to ordering. */
  boolean announced;

  /** A proposal names it. */
  boolean wanted;

  /** Counted against its relay's quota. */
  boolean charged;

  boolean executed;
  long executedMillis;

  StoredBatch(RelayBatch batch, long arrivedMillis) {
    this.batch = batch;
    this.arrivedMillis = arrivedMillis;
  }

  Digest digest() {
    return batch.digest();
  }

  boolean isHeld() {
    return state == State.HELD;
  }
}
