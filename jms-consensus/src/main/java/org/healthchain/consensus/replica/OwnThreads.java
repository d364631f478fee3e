package org.healthchain.consensus.replica;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Threads for one replica's application and its log. */
final class OwnThreads implements ApplicationThreads {
  private static final Logger LOG = Logger.getLogger(OwnThreads.class.getName());

  private final ExecutorService ledger;
  private final ExecutorService validation;
  private final ExecutorService reader;
  private final ExecutorService disk;

  OwnThreads(String name, ThreadFactory threads) {
    ledger = thread(name + "-ledger", threads);
    validation = thread(name + "-validation", threads);
    reader = thread(name + "-reader", threads);
    disk = thread(name + "-disk", threads);
  }

  @Override
  public void ledger(Runnable task) {
    run(ledger, task);
  }

  @Override
  public void validation(Runnable task) {
    run(validation, task);
  }

  @Override
  public void reader(Runnable task) {
    run(reader, task);
  }

  @Override
  public void disk(Runnable task) {
    run(disk, task);
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  @Override
  public void close() {
    for (ExecutorService service : new ExecutorService[] {ledger, validation, reader, disk}) {
      service.shutdown();
    }
    try {
      if (!ledger.awaitTermination(10, TimeUnit.SECONDS)) {
        ledger.shutdownNow();
      }
      // The log is closed next: never while it is being written.
      while (!disk.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warning("The disk takes more than 10 s to write the log");
      }
      validation.shutdownNow();
      reader.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(ExecutorService service, Runnable task) {
    try {
      service.execute(task);
    } catch (RejectedExecutionException closing) {
      LOG.log(Level.FINE, "The replica is closing", closing);
    }
  }

  private static ExecutorService thread(String name, ThreadFactory threads) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = threads.newThread(task);
          thread.setName(name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
