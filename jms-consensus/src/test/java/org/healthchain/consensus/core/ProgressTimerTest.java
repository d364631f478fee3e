package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTimerTest {
  private static final long BASE = 1_000;
  private static final long MAX = 16_000;

  private final ProgressTimer timer = new ProgressTimer(BASE, MAX, new Rules());
  private long now;

  @Test
  void doublesWithEveryFruitlessViewAndFallsBackOnProgress() {
    for (long expected : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 16_000}) {
      assertThat(timer.timeoutMillis()).isEqualTo(expected);
      timer.viewWithoutProgress(now);
    }
    timer.progress(now);
    assertThat(timer.timeoutMillis()).isEqualTo(BASE);
  }

  @Test
  void viewChangeTimeoutDoublesUpToItsBoundAndNeverOverflowsAsInSection4_5_2() {
    for (long base : new long[] {1, 400, 1_000, 1L << 39}) {
      ProgressTimer timer = new ProgressTimer(base, 1L << 40, new Rules());
      long before = 0;
      for (int i = 0; i < 2_000; i++) {
        assertThat(timer.timeoutMillis()).isBetween(Math.max(base, before), 1L << 40);
        before = timer.timeoutMillis();
        timer.viewWithoutProgress(0);
      }
      timer.progress(0);
      assertThat(timer.timeoutMillis()).isEqualTo(base);
    }
  }

  @Test
  void isTwiceALongWaitThatEndedInProgress() {
    progressAfter(900);
    assertThat(timer.timeoutMillis()).isEqualTo(1_800);
  }

  @Test
  void learnsFromAWaitThatEndedInANewView() {
    timer.start(now);
    now += BASE;
    assertThat(timer.expired(now)).isTrue();
    timer.viewWithoutProgress(now);
    timer.stop();
    progressAfter(0);
    assertThat(timer.timeoutMillis()).isBetween(1_900L, 2_000L);
  }

  @Test
  void isNeverStretchedBeyondFourTimesTheBase() {
    progressAfter(60_000);
    assertThat(timer.timeoutMillis()).isEqualTo(4 * BASE);
  }

  @Test
  void forgetsALongWaitAfterSomeHundredOrders() {
    progressAfter(2_000);
    for (int order = 0; order < 10; order++) {
      progressAfter(10);
    }
    assertThat(timer.timeoutMillis()).isGreaterThan(3_000);
    for (int order = 0; order < 300; order++) {
      progressAfter(10);
    }
    assertThat(timer.timeoutMillis()).isEqualTo(BASE);
  }

  @Test
  void countsAWaitFromBeforeTheComplaint() {
    timer.start(now);
    now += 1_000;
    timer.start(now);
    now += 500;
    timer.progress(now);
    assertThat(timer.timeoutMillis()).isEqualTo(3_000);
  }

  @Test
  void isTheDeadlineFromItsStartUntilItStops() {
    timer.start(now);
    assertThat(timer.running()).isTrue();
    timer.startIfStopped(now + 10);
    assertThat(timer.deadlineMillis()).isEqualTo(now + BASE);
    assertThat(timer.expired(now + BASE - 1)).isFalse();
    timer.stop();
    assertThat(timer.expired(now + BASE)).isFalse();
  }

  private void progressAfter(long millis) {
    timer.start(now);
    now += millis;
    timer.progress(now);
    timer.stop();
  }
}
