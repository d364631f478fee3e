package org.healthchain.server.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.concurrent.atomic.AtomicLong;

/** How many submissions are under way, so that the queue is bounded without a count per submit. */
@ApplicationScoped
public class OutboxGauge {
  /** About a day of a large hospital. */
  public static final int MAX_UNFINISHED = 20_000;

  private final AtomicLong unfinished = new AtomicLong();

  public void set(long count) {
    unfinished.set(count);
  }

  public long unfinished() {
    return unfinished.get();
  }

  public boolean full() {
    return unfinished.get() >= MAX_UNFINISHED;
  }

  /** Counts what is durable; a transaction that is rolled back leaves the gauge as it was. */
  void onDurable(@Observes(during = TransactionPhase.AFTER_SUCCESS) SubmissionsChanged event) {
    long difference = 0;
    for (SubmissionChanged change : event.changes()) {
      difference +=
          switch (change.submission().state()) {
            case QUEUED -> 1;
            case SIGNED -> 0;
            case COMMITTED, REJECTED -> -1;
          };
    }
    unfinished.addAndGet(difference);
  }
}
