package org.healthchain.operator.load;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds out when a doctor's visits were committed, by reading the list of submissions like the page
 * does. How often it looks does not blur the measure: the server notes the times itself.
 */
final class CommitTracker implements Runnable {
  /** Soon enough for clients that wait for the commit. */
  private static final Duration SOON = Duration.ofMillis(100);

  /** Often enough where nobody waits: every look costs the server, whose work is measured. */
  private static final Duration SELDOM = Duration.ofMillis(500);

  /** A look may take a tenth of the time: on a busy machine it would else be much of the load. */
  private static final int PAUSE_FOR_LOOK = 9;

  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int PAGE = 200;

  /** Newer submissions than the waiting ones, which a page has on top. */
  private static final int SPARE = 10;

  private final DoctorClient doctor;
  private final ConcurrentMap<Long, CompletableFuture<Duration>> open = new ConcurrentHashMap<>();
  private volatile Duration pause = SOON;
  private volatile boolean stopped;

  CommitTracker(DoctorClient doctor) {
    this.doctor = doctor;
  }

  /**
   * Completes with the time from the submission's entry in the queue to its commit, or
   * exceptionally if it was rejected.
   */
  CompletableFuture<Duration> committed(long id) {
    return open.computeIfAbsent(id, unused -> new CompletableFuture<>());
  }

  /**
   * @param awaited whether somebody waits for the commits
   */
  void awaited(boolean awaited) {
    pause = awaited ? SOON : SELDOM;
  }

  int waiting() {
    return open.size();
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        long begin = System.nanoTime();
        if (!open.isEmpty()) {
          look();
        }
        Thread.sleep(pauseAfter(Duration.ofNanos(System.nanoTime() - begin)).toMillis());
      } catch (IOException e) {
        // The server is down or busy; the submissions stay open and are found later.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration pauseAfter(Duration look) {
    Duration fair = look.multipliedBy(PAUSE_FOR_LOOK);
    Duration bounded = fair.compareTo(LONGEST) < 0 ? fair : LONGEST;
    return bounded.compareTo(pause) < 0 ? pause : bounded;
  }

  private void look() throws IOException, InterruptedException {
    long oldest = open.keySet().stream().mapToLong(Long::longValue).min().orElse(0);
    int limit = Math.min(PAGE, open.size() + SPARE);
    for (int offset = 0; ; offset += limit) {
      JsonArray page = doctor.submissions(offset, limit);
      page.forEach(this::resolve);
      if (page.size() < limit || id(page.getJsonObject(limit - 1)) < oldest) {
        return;
      }
    }
  }

  private void resolve(JsonValue value) {
    JsonObject submission = value.asJsonObject();
    CompletableFuture<Duration> waiting = open.get(id(submission));
    if (waiting == null) {
      return;
    }
    switch (submission.getString("state")) {
      case "COMMITTED" -> {
        open.remove(id(submission));
        waiting.complete(
            Duration.between(
                Instant.parse(submission.getString("queuedAt")),
                Instant.parse(submission.getString("committedAt"))));
      }
      case "REJECTED" -> {
        open.remove(id(submission));
        waiting.completeExceptionally(
            new IOException("rejected: " + submission.getString("rejectionReason", "")));
      }
      default -> {
        // still on its way
      }
    }
  }

  static long id(JsonObject submission) {
    return submission.getJsonNumber("id").longValue();
  }
}
