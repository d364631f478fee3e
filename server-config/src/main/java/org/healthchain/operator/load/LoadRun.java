package org.healthchain.operator.load;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends visits to several servers by turns and measures what becomes of them. */
public final class LoadRun implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(100);

  private final List<DoctorClient> doctors = new ArrayList<>();
  private final List<CommitTracker> trackers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final VisitSource source;
  private final Supplier<Map<String, Duration>> cpu;
  private final AtomicInteger turn = new AtomicInteger();

  public LoadRun(VisitSource source) {
    this(source, Map::of);
  }

  /**
   * @param cpu processor time that each server has used so far, by its name
   */
  public LoadRun(VisitSource source, Supplier<Map<String, Duration>> cpu) {
    this.source = source;
    this.cpu = cpu;
  }

  /** Signs a doctor in; visits go to all doctors by turns. */
  public void addDoctor(String server, String address, String userName, String password)
      throws IOException {
    DoctorClient doctor = DoctorClient.signIn(server, address, userName, password);
    CommitTracker tracker = new CommitTracker(doctor);
    doctors.add(doctor);
    trackers.add(tracker);
    Thread thread = new Thread(tracker, "commits of " + server);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /** How a run goes. */
  public sealed interface Mode permits Rate, Clients, All {}

  /** So many visits a second, whether or not the servers keep pace; at most so many unanswered. */
  public record Rate(double perSecond, int maxUnanswered) implements Mode {}

  /** So many clients, each of which sends its next visit when the last one is committed. */
  public record Clients(int count) implements Mode {}

  /** Every visit of the source once, so many at a time. */
  public record All(int atOnce) implements Mode {}

  /**
   * Runs.
   *
   * @param warmUp is not measured
   * @param duration of the measurement; of no meaning for {@link All}
   * @param progress gets a line now and then
   */
  public LoadReport run(Mode mode, Duration warmUp, Duration duration, Consumer<String> progress)
      throws InterruptedException {
    if (mode instanceof All) {
      return measure(mode, null, progress);
    }
    if (!warmUp.isZero()) {
      progress.accept("Warming up for " + warmUp.toSeconds() + " s");
      measure(mode, warmUp, line -> {});
    }
    progress.accept("Measuring for " + duration.toSeconds() + " s");
    return measure(mode, duration, progress);
  }

  /**
   * @param duration until the source is empty if null
   */
  private LoadReport measure(Mode mode, @Nullable Duration duration, Consumer<String> progress)
      throws InterruptedException {
    Measurements mine = new Measurements();
    trackers.forEach(tracker -> tracker.awaited(!(mode instanceof Rate)));
    Map<String, Duration> cpuBefore = cpu.get();
    long begin = System.nanoTime();
    Schedule schedule = new Schedule(mode, begin, duration);
    long lastLine = begin;
    boolean more = true;
    while (more && !schedule.over()) {
      if (schedule.mayStart()) {
        Optional<JsonObject> visit = source.next();
        more = visit.isPresent();
        visit.ifPresent(next -> send(next, schedule, mine));
      }
      if (System.nanoTime() - lastLine > TimeUnit.SECONDS.toNanos(2)) {
        lastLine = System.nanoTime();
        progress.accept("  " + mine.sentCount() + " sent, " + mine.committedCount() + " committed");
      }
    }
    drain(mine);
    return new LoadReport(
        mode.toString(),
        Duration.ofNanos(System.nanoTime() - begin),
        mine.counts(),
        mine.times(),
        since(cpuBefore));
  }

  private Map<String, Duration> since(Map<String, Duration> before) {
    Map<String, Duration> used = new TreeMap<>();
    cpu.get()
        .forEach(
            (server, now) ->
                used.put(server, now.minus(before.getOrDefault(server, Duration.ZERO))));
    return used;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the last stage takes the failures of all
  private void send(JsonObject visit, Schedule schedule, Measurements mine) {
    int index = Math.floorMod(turn.getAndIncrement(), doctors.size());
    long start = System.nanoTime();
    mine.sent();
    CompletableFuture<JsonObject> answer = doctors.get(index).submit(visit);
    answer
        .thenCompose(
            submission -> {
              long answered = micros(start);
              mine.answered(answered);
              schedule.answered();
              return trackers
                  .get(index)
                  .committed(CommitTracker.id(submission))
                  .thenAccept(queued -> mine.committed(answered + queued.toNanos() / 1000));
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                mine.failed(reason(failure));
                if (answer.isCompletedExceptionally()) {
                  schedule.answered();
                }
              }
              schedule.ended();
            });
  }

  private static void drain(Measurements mine) throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    while (mine.committedCount() + mine.failedCount() < mine.sentCount()
        && System.nanoTime() < deadline) {
      Thread.sleep(STEP.toMillis());
    }
  }

  private static long micros(long start) {
    return (System.nanoTime() - start) / 1000;
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  @Override
  public void close() {
    trackers.forEach(CommitTracker::stop);
    threads.forEach(Thread::interrupt);
  }

  /** Decides when the next visit may start. */
  private static final class Schedule {
    private final Mode mode;
    private final long begin;
    private final @Nullable Duration duration;
    private final Semaphore unanswered;
    private final Semaphore unfinished;
    private long started;

    Schedule(Mode mode, long begin, @Nullable Duration duration) {
      this.mode = mode;
      this.begin = begin;
      this.duration = duration;
      this.unanswered = new Semaphore(mode instanceof Rate rate ? rate.maxUnanswered() : 1 << 20);
      this.unfinished =
          new Semaphore(
              mode instanceof Clients clients
                  ? clients.count()
                  : mode instanceof All all ? all.atOnce() : 1 << 20);
    }

    boolean over() {
      return duration != null && System.nanoTime() - begin >= duration.toNanos();
    }

    /** Waits a little; true if a visit may start now, which then counts as started. */
    boolean mayStart() throws InterruptedException {
      if (mode instanceof Rate rate) {
        long due = begin + (long) (started * TimeUnit.SECONDS.toNanos(1) / rate.perSecond());
        long wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(Math.min(wait, STEP.toNanos()));
        }
        if (System.nanoTime() < due) {
          return false;
        }
      }
      if (!unanswered.tryAcquire(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (!unfinished.tryAcquire(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        unanswered.release();
        return false;
      }
      started++;
      return true;
    }

    void answered() {
      unanswered.release();
    }

    void ended() {
      unfinished.release();
    }
  }
}
