package org.healthchain.consensus.message;

import java.util.List;
import java.util.Objects;

/**
 * A relay's batch: one link of the hash chain that is the relay's lane. Immutable.
 *
 * <p>A lane is named by relay and incarnation; sequences in it start at 1. {@code floor} is the
 * lowest sequence of the lane that the relay had not seen executed when it made the batch: a
 * replica that lost earlier batches need not look for those below it.
 */
public final class RelayBatch implements DisseminationMessage {
  private final LanePosition position;
  private final long floor;
  private final Digest previous;
  private final List<TransactionBytes> transactions;
  private final int payloadBytes;
  private final Digest digest;

  public RelayBatch(
      LanePosition position, long floor, Digest previous, List<TransactionBytes> transactions) {
    this.position = Objects.requireNonNull(position);
    if (floor < 1 || floor > position.sequence()) {
      throw new IllegalArgumentException("a floor lies between 1 and the batch's own sequence");
    }
    this.floor = floor;
    this.previous = Objects.requireNonNull(previous);
    this.transactions = List.copyOf(transactions);
    this.payloadBytes = this.transactions.stream().mapToInt(TransactionBytes::size).sum();
    this.digest = DisseminationCodec.digestOf(this);
  }

  public LanePosition position() {
    return position;
  }

  public ReplicaId relay() {
    return position.relay();
  }

  public long incarnation() {
    return position.incarnation();
  }

  public long sequence() {
    return position.sequence();
  }

  public long floor() {
    return floor;
  }

  public Digest previous() {
    return previous;
  }

  public List<TransactionBytes> transactions() {
    return transactions;
  }

  /** The sum of the transactions' lengths. */
  public int payloadBytes() {
    return payloadBytes;
  }

  /** SHA-256("HealthChain/batch/v1" ‖ canonical encoding without padding). */
  public Digest digest() {
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelayBatch batch && digest.equals(batch.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    String place = relay() + "/" + incarnation() + "/" + sequence();
    return "RelayBatch[" + place + " " + digest + "]";
  }

  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
