package org.healthchain.consensus.replica;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.transport.Inbox;
import org.healthchain.consensus.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Runs one replica on a thread of its own. Construct it with a transport whose frames go to the
 * inbox, {@link #start} it, and {@link #close} it before transport and application. Public methods
 * are safe for concurrent use.
 */
public final class ReplicaHost implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ReplicaHost.class.getName());
  private static final int MAX_WAITING_SUBMISSIONS = 20_000;
  private static final int INPUTS_PER_ROUND = 512;
  private static final long STATUS_INTERVAL_MILLIS = 250;
  private static final long MAX_WAIT_MILLIS = 250;

  private final HostConfig config;
  private final Inbox inbox;
  private final ReplicaLoop replica;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingSubmissions = new AtomicInteger();
  private final Thread thread;
  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile Optional<Trouble> failure = Optional.empty();

  @SuppressWarnings("NullAway.Init") // by start()
  private volatile HostStatus status;

  public ReplicaHost(HostConfig config, Application application, Transport transport, Inbox inbox) {
    this.config = config;
    this.inbox = inbox;
    ApplicationThreads threads =
        new OwnThreads("replica-" + config.self().value(), config.threads());
    this.replica =
        new ReplicaLoop(
            config,
            application,
            transport,
            new ApplicationRunner(threads, this::onReplicaThread),
            RandomSource.of(new SecureRandom()),
            Set.of());
    this.thread = config.threads().newThread(this::run);
    this.thread.setName("replica-" + config.self().value());
    this.thread.setDaemon(true);
  }

  /** Recovers from disk and begins to take part. */
  public void start() throws IOException {
    replica.start(nowMillis());
    status = replica.status(failure);
    thread.start();
  }

  /**
   * Takes in a transaction of this server; news come by {@link Application#submission}.
   *
   * @return false when too many wait already, or the replica has stopped: try again later
   */
  public boolean submit(TransactionBytes transaction) {
    if (stopping || failure.isPresent()) {
      return false;
    }
    if (waitingSubmissions.incrementAndGet() > MAX_WAITING_SUBMISSIONS) {
      waitingSubmissions.decrementAndGet();
      return false;
    }
    onReplicaThread(
        () -> {
          waitingSubmissions.decrementAndGet();
          replica.submit(transaction, nowMillis());
        });
    return true;
  }

  /** The latest snapshot. */
  public HostStatus status() {
    return status;
  }

  /** Whether the replica's thread runs; it stops by itself only when an invariant is broken. */
  public boolean isRunning() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    stopping = true;
    inbox.wake();
    try {
      thread.join(15_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    replica.close();
  }

  private void run() {
    long nextStatusMillis = 0;
    try {
      while (!stopping) {
        long now = nowMillis();
        long wait = Math.max(0, Math.min(MAX_WAIT_MILLIS, replica.nextWakeupMillis() - now));
        if (replica.isCongested()) {
          inbox.awaitWake(tasks.isEmpty() ? wait : 0);
          now = nowMillis();
        } else {
          now = takeFrames(tasks.isEmpty() ? wait : 0);
        }
        replica.at(now);
        runTasks();
        replica.finishRound(nowMillis());
        if (now >= nextStatusMillis) {
          nextStatusMillis = now + STATUS_INTERVAL_MILLIS;
          refresh(replica.status(failure));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.SEVERE, "Replica " + config.self() + " stops: a broken invariant", e);
      failure = Optional.of(Trouble.of(Trouble.Kind.STOPPED));
      HostStatus last = status;
      status =
          new HostStatus(
              last.replica(), last.dissemination(), failure, last.logTrouble(), last.rejections());
    }
  }

  private long takeFrames(long waitMillis) throws InterruptedException {
    Inbox.@Nullable Received frame = inbox.poll(waitMillis);
    long now = nowMillis();
    for (int left = INPUTS_PER_ROUND; frame != null && left > 0; left--) {
      replica.received(frame, now);
      frame = left > 1 ? inbox.poll(0) : null;
    }
    return now;
  }

  private void refresh(HostStatus next) {
    ReplicaStatus before = status.replica();
    ReplicaStatus now = next.replica();
    if (now.epoch() != before.epoch() || !now.view().equals(before.view())) {
      LOG.log(
          Level.INFO,
          "{0} is in epoch {1}, {2}, after block {3}",
          new Object[] {config.self(), now.epoch(), now.view(), now.lastExecuted()});
    }
    status = next;
  }

  private void runTasks() {
    int left = INPUTS_PER_ROUND;
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
      if (--left == 0) {
        return;
      }
    }
  }

  private void onReplicaThread(Runnable task) {
    tasks.add(task);
    inbox.wake();
  }

  /** Wall clock at the start plus elapsed time: never runs backward. */
  private long nowMillis() {
    return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
  }
}
