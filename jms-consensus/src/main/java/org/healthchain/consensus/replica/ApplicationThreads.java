package org.healthchain.consensus.replica;

/**
 * The threads that wait for the application and for the disk. Each runs its tasks one after the
 * other.
 */
interface ApplicationThreads extends AutoCloseable {
  /** What changes the ledger. */
  void ledger(Runnable task);

  void validation(Runnable task);

  /** What reads blocks for others. */
  void reader(Runnable task);

  /** What waits for the log's disk. */
  void disk(Runnable task);

  /** Called on the ledger's thread: keeps it for so long. May throw, then the task is over. */
  void pause(long millis) throws InterruptedException;

  /** The ledger's and the disk's tasks under way may finish; what waits is dropped or done. */
  @Override
  void close();
}
