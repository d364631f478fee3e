package org.healthchain.incontainer;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens in the background. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 50;

  private Eventually() {}

  /**
   * @throws AssertionError with the given words if it does not become true in time
   */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
