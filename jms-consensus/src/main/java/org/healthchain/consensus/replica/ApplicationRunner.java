package org.healthchain.consensus.replica;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls the application on its threads and brings the answers back to the replica's thread. Calls
 * that change the ledger are repeated until they succeed.
 */
final class ApplicationRunner implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ApplicationRunner.class.getName());
  private static final long RETRY_MILLIS = 1_000;

  private final ApplicationThreads threads;
  private final Consumer<Runnable> replicaThread;
  private volatile @Nullable Trouble trouble;
  private volatile boolean closed;

  ApplicationRunner(ApplicationThreads threads, Consumer<Runnable> replicaThread) {
    this.threads = threads;
    this.replicaThread = replicaThread;
  }

  /**
   * Runs on the ledger's thread until it succeeds; then {@code then} on the replica's thread. A
   * conflict goes to the replica's thread instead, and stops it.
   */
  <T> void change(Trouble ifItFails, Supplier<T> call, Consumer<T> then) {
    threads.ledger(
        () -> {
          Runnable answer;
          try {
            T result = untilItSucceeds(ifItFails, call);
            answer = () -> then.accept(result);
          } catch (LedgerConflictException conflict) {
            trouble = ifItFails;
            answer =
                () -> {
                  throw conflict;
                };
          }
          if (!closed) {
            replicaThread.accept(answer);
          }
        });
  }

  /** Runs once on the validation's thread; {@code otherwise} stands in for a failure. */
  <T> void validate(Supplier<T> call, Supplier<T> otherwise, Consumer<T> then) {
    threads.validation(
        () -> {
          T result;
          try {
            result = call.get();
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Validation failed and will be repeated", e);
            result = otherwise.get();
          }
          T answer = result;
          replicaThread.accept(() -> then.accept(answer));
        });
  }

  /** Runs on the disk's thread; then {@code then} on the replica's, or what it threw. */
  void persist(Callable<?> task, Runnable then) {
    threads.disk(
        () -> {
          Runnable answer = then;
          try {
            task.call();
          } catch (Exception e) {
            answer =
                () -> {
                  throw new IllegalStateException("the log cannot be written", e);
                };
          }
          replicaThread.accept(answer);
        });
  }

  void read(Runnable task) {
    threads.reader(task);
  }

  Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  private <T> T untilItSucceeds(Trouble ifItFails, Supplier<T> call) {
    while (true) {
      try {
        T result = call.get();
        trouble = null;
        return result;
      } catch (LedgerConflictException conflict) {
        throw conflict;
      } catch (RuntimeException e) {
        if (closed) {
          throw e;
        }
        trouble = ifItFails;
        LOG.log(Level.SEVERE, ifItFails + "; trying again", e);
        pause(e);
      }
    }
  }

  private void pause(RuntimeException cause) {
    try {
      threads.pause(RETRY_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  /** The call under way may finish, so that the ledger is left whole. */
  @Override
  public void close() {
    closed = true;
    threads.close();
  }
}
