package org.healthchain.server.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import org.healthchain.server.ledger.BlockAppended;

/** Committed transactions a second over the last minute, in buckets of one second. */
@ApplicationScoped
public class ThroughputMeter {
  static final int WINDOW_SECONDS = 60;

  private final long[] second = new long[WINDOW_SECONDS];
  private final long[] count = new long[WINDOW_SECONDS];
  private final Clock clock;

  public ThroughputMeter() {
    this(Clock.systemUTC());
  }

  ThroughputMeter(Clock clock) {
    this.clock = clock;
  }

  void onAppended(@Observes(during = TransactionPhase.AFTER_SUCCESS) BlockAppended event) {
    add(event.block().transactions().size());
  }

  synchronized void add(int transactions) {
    long now = clock.instant().getEpochSecond();
    int bucket = (int) (now % WINDOW_SECONDS);
    if (second[bucket] != now) {
      second[bucket] = now;
      count[bucket] = 0;
    }
    count[bucket] += transactions;
  }

  public synchronized double transactionsPerSecond() {
    long oldest = clock.instant().getEpochSecond() - WINDOW_SECONDS;
    long sum = 0;
    for (int bucket = 0; bucket < WINDOW_SECONDS; bucket++) {
      if (second[bucket] > oldest) {
        sum += count[bucket];
      }
    }
    return (double) sum / WINDOW_SECONDS;
  }
}
