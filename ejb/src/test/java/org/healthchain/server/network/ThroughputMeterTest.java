package org.healthchain.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThroughputMeterTest {
  private Instant now = Instant.ofEpochSecond(1_000_000);

  private final ThroughputMeter meter =
      new ThroughputMeter(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void countsTheLastMinute() {
    meter.add(90);
    now = now.plusSeconds(30);
    meter.add(30);
    assertThat(meter.transactionsPerSecond()).isEqualTo(2.0);
  }

  @Test
  void forgetsWhatIsOlder() {
    meter.add(90);
    now = now.plusSeconds(ThroughputMeter.WINDOW_SECONDS);
    meter.add(6);
    assertThat(meter.transactionsPerSecond()).isEqualTo(0.1);
  }
}
