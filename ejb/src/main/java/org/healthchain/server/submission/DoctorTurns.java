package org.healthchain.server.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionService.NotReadyException.Reason;

/**
 * Lets each doctor's visits in one after the other, so that of several equal ones that arrive at
 * once the second sees the first. A turn lasts until the database transaction is committed. One
 * server has a database to itself, so locks of this process do; the table's unique key stands
 * behind them.
 */
@ApplicationScoped
public class DoctorTurns {
  private static final int LOCKS = 64;
  private static final long PATIENCE_SECONDS = 10;

  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

  /** A turn, until it is closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for the doctor's turn, {@value #PATIENCE_SECONDS} s at most.
   *
   * @throws NotReadyException if it does not come
   */
  Turn of(String doctor) throws NotReadyException {
    Lock lock = locks[Math.floorMod(doctor.hashCode(), LOCKS)];
    try {
      if (lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return lock::unlock;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new NotReadyException(Reason.QUEUE_FULL);
  }
}
