package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LinkOffencesTest {
  private final AtomicLong clockMillis = new AtomicLong(5);
  private final LinkOffences offences = new LinkOffences(clockMillis::get);

  @Test
  void whoOffendsIsCalledAgainLaterEachTime() {
    assertThat(penaltyMillis()).isBetween(950L, 1_050L);
    assertThat(penaltyMillis()).isBetween(1_950L, 2_050L);
    assertThat(penaltyMillis()).isBetween(3_950L, 4_050L);
    for (int i = 0; i < 100; i++) {
      assertThat(penaltyMillis()).isLessThanOrEqualTo(60_050);
    }
    assertThat(offences.of("a", 1)).isEqualTo(103);
  }

  @Test
  void othersAreCalledAsEver() {
    offences.count("a", 1);
    assertThat(offences.penalised("a", 2)).isFalse();
    assertThat(offences.penalised("b", 1)).isFalse();
  }

  @Test
  void goodConductIsRewarded() {
    penaltyMillis();
    penaltyMillis();
    clockMillis.addAndGet(700_000);
    assertThat(penaltyMillis()).isBetween(950L, 1_050L);
  }

  private long penaltyMillis() {
    offences.count("a", 1);
    long start = clockMillis.get();
    while (offences.penalised("a", 1)) {
      clockMillis.addAndGet(50);
    }
    return clockMillis.get() - start;
  }
}
