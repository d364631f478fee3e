package org.healthchain.server.submission;

import jakarta.enterprise.context.ApplicationScoped;
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

  public void added() {
    unfinished.incrementAndGet();
  }

  public void finished(int count) {
    unfinished.addAndGet(-count);
  }
}
