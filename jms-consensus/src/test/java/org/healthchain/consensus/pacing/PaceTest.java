package org.healthchain.consensus.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void beforeTheFirstRoundTheLeastIsWaited() {
    assertThat(pace.roundMillis()).isZero();
    assertThat(pace.waitMillis(5)).isEqualTo(5);
  }

  @Test
  void roundsOfOneLengthMakeAWaitOfThatLength() {
    rounds(40, 120);
    assertThat(pace.roundMillis()).isBetween(119L, 120L);
    assertThat(pace.waitMillis(5)).isBetween(119L, 120L);
  }

  @Test
  void shortRoundsAreNotRoundedAway() {
    rounds(40, 2);
    assertThat(pace.roundMillis()).isBetween(1L, 2L);
  }

  @Test
  void nobodyWaitsLongerThanTheBoundHoweverLongARoundTook() {
    rounds(40, Long.MAX_VALUE / 32);
    assertThat(pace.waitMillis(5)).isEqualTo(Pace.MAX_WAIT_MILLIS);
    assertThat(pace.waitMillis(900)).isEqualTo(900);
  }

  @Test
  void oneSlowRoundIsForgottenWithinTwentyFastOnes() {
    rounds(1, 4_000);
    assertThat(pace.waitMillis(5)).isEqualTo(Pace.MAX_WAIT_MILLIS);
    rounds(20, 8);
    assertThat(pace.waitMillis(1)).isLessThan(24);
  }

  @Test
  void aClockThatRanBackwardCountsAsNoTime() {
    pace.took(-50);
    assertThat(pace.roundMillis()).isZero();
  }

  private void rounds(int count, long millis) {
    for (int i = 0; i < count; i++) {
      pace.took(millis);
    }
  }
}
