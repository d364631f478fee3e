package org.healthchain.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockOutTest {
  @Test
  void aFewSlipsCostNothing() {
    assertThat(LockOut.pauseMillis(0)).isZero();
    assertThat(LockOut.pauseMillis(4)).isZero();
  }

  @Test
  void thenThePauseDoublesUpToAQuarterOfAnHour() {
    assertThat(LockOut.pauseMillis(5)).isEqualTo(60_000);
    assertThat(LockOut.pauseMillis(6)).isEqualTo(120_000);
    assertThat(LockOut.pauseMillis(9)).isEqualTo(900_000);
    assertThat(LockOut.pauseMillis(Integer.MAX_VALUE)).isEqualTo(900_000);
  }
}
