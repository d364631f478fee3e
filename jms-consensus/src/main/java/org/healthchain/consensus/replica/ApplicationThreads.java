package org.healthchain.consensus.replica;

/** The threads that the application is called on. Each runs its tasks one after the other. */
interface ApplicationThreads extends AutoCloseable {
  /** What changes the ledger. */
  void ledger(Runnable task);

  void validation(Runnable task);

  /** What reads blocks for others. */
  void reader(Runnable task);

  /** Called on the ledger's thread: keeps it for so long. May throw, then the task is over. */
  void pause(long millis) throws InterruptedException;

  /** The ledger's task under way may finish; what waits is dropped or done. */
  @Override
  void close();
}
