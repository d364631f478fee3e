package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxGaugeTest {
  private final OutboxGauge gauge = new OutboxGauge();

  private static SubmissionsChanged changed(SubmissionState... states) {
    List<SubmissionChanged> changes =
        Arrays.stream(states)
            .map(
                state ->
                    new SubmissionView(1, "s", "t", state, Instant.EPOCH, null, null, null, null))
            .map(view -> new SubmissionChanged("doctor", view))
            .toList();
    return new SubmissionsChanged(changes);
  }

  @Test
  void aSubmissionCountsFromItsQueueingToItsEnd() {
    gauge.onDurable(changed(SubmissionState.QUEUED, SubmissionState.QUEUED));
    gauge.onDurable(changed(SubmissionState.SIGNED, SubmissionState.SIGNED));
    assertThat(gauge.unfinished()).isEqualTo(2);
    gauge.onDurable(changed(SubmissionState.COMMITTED));
    gauge.onDurable(changed(SubmissionState.REJECTED));
    assertThat(gauge.unfinished()).isZero();
  }

  @Test
  void itIsFullAtItsBound() {
    gauge.set(OutboxGauge.MAX_UNFINISHED - 1);
    assertThat(gauge.full()).isFalse();
    gauge.onDurable(changed(SubmissionState.QUEUED));
    assertThat(gauge.full()).isTrue();
  }
}
