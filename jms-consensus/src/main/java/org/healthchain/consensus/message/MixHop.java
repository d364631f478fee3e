package org.healthchain.consensus.message;

import java.util.List;

/**
 * Transactions on their way through the mix, from one institution to one other. Source and relay
 * send this same message; nothing in it tells how far a transaction has come. Without transactions
 * it is cover traffic: only its receiver can tell.
 *
 * @param nonce random per message; lets the receiver drop a redelivery
 * @param wireBytes length of the encoded message, one of {@link SizeBuckets}: the one that holds
 *     the transactions, or a larger one of at most {@value #MAX_FILLED_BYTES} bytes. What is asked
 *     for below that is rounded up
 */
public record MixHop(long nonce, List<TransactionBytes> transactions, int wireBytes)
    implements DisseminationMessage {
  /** No hop is filled up to more, so that a dummy is cheap to take in. */
  public static final int MAX_FILLED_BYTES = 64 * 1024;

  /** Version, type, nonce and number of transactions. */
  public static final int HEAD_BYTES = 2 + 8 + 4;

  public MixHop {
    transactions = List.copyOf(transactions);
    int needed = neededBytes(transactions);
    wireBytes = Math.max(needed, wireBytes);
    boolean bucket = wireBytes == SizeBuckets.bucketBytes(wireBytes);
    if (!bucket || wireBytes > Math.max(needed, MAX_FILLED_BYTES)) {
      throw new IllegalArgumentException("a hop is not filled up to " + wireBytes);
    }
  }

  /** Filled up to the smallest size that holds the transactions. */
  public MixHop(long nonce, List<TransactionBytes> transactions) {
    this(nonce, transactions, 0);
  }

  /** What a transaction takes of a hop. */
  public static int bytesOf(TransactionBytes transaction) {
    return 4 + transaction.size();
  }

  private static int neededBytes(List<TransactionBytes> transactions) {
    return SizeBuckets.bucketBytes(
        HEAD_BYTES + transactions.stream().mapToInt(MixHop::bytesOf).sum());
  }

  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
