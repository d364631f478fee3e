package org.healthchain.server.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which submissions are under way, so that the queue is bounded without a count per submit. Rows
 * and not a number: a change is told after its transaction, so a recount from the database may know
 * of it already. A number would be changed twice by that and could fall below zero.
 */
@ApplicationScoped
public class OutboxGauge {
  /** About a day of a large hospital. */
  public static final int MAX_UNFINISHED = 20_000;

  private final Object recounting = new Object();
  private Set<Long> unfinished = new HashSet<>();

  /** Row to whether it is under way; null while nobody counts. */
  private @Nullable Map<Long, Boolean> changedMeanwhile;

  /**
   * Takes over what the database holds; changes that are told while it is being read win over it.
   *
   * @param rows reads the ids of all rows under way
   */
  public void recount(Supplier<? extends Collection<Long>> rows) {
    synchronized (recounting) {
      begin();
      try {
        take(rows.get());
      } finally {
        end();
      }
    }
  }

  private synchronized void begin() {
    changedMeanwhile = new HashMap<>();
  }

  private synchronized void take(Collection<Long> rows) {
    unfinished = new HashSet<>(rows);
    Objects.requireNonNull(changedMeanwhile, "between begin and end").forEach(this::mark);
  }

  private synchronized void end() {
    changedMeanwhile = null;
  }

  private void mark(long row, boolean underWay) {
    if (underWay) {
      unfinished.add(row);
    } else {
      unfinished.remove(row);
    }
  }

  public synchronized long unfinished() {
    return unfinished.size();
  }

  public boolean full() {
    return unfinished() >= MAX_UNFINISHED;
  }

  /** Counts what is durable; a transaction that is rolled back leaves the gauge as it was. */
  synchronized void onDurable(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) SubmissionsChanged event) {
    for (SubmissionChanged change : event.changes()) {
      long row = change.submission().id();
      switch (change.submission().state()) {
        case QUEUED -> note(row, true);
        case SIGNED -> {}
        case COMMITTED, REJECTED -> note(row, false);
      }
    }
  }

  private void note(long row, boolean underWay) {
    mark(row, underWay);
    if (changedMeanwhile != null) {
      changedMeanwhile.put(row, underWay);
    }
  }
}
