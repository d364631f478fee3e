package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxGaugeTest {
  private final OutboxGauge gauge = new OutboxGauge();

  private static SubmissionsChanged changed(SubmissionState state, long... rows) {
    List<SubmissionChanged> changes =
        LongStream.of(rows)
            .mapToObj(
                row ->
                    new SubmissionView(row, "s", "t", state, Instant.EPOCH, null, null, null, null))
            .map(view -> new SubmissionChanged("doctor", view))
            .toList();
    return new SubmissionsChanged(changes);
  }

  @Test
  void aSubmissionCountsFromItsQueueingToItsEnd() {
    gauge.onDurable(changed(SubmissionState.QUEUED, 1, 2));
    gauge.onDurable(changed(SubmissionState.SIGNED, 1, 2));
    assertThat(gauge.unfinished()).isEqualTo(2);
    gauge.onDurable(changed(SubmissionState.COMMITTED, 1));
    gauge.onDurable(changed(SubmissionState.REJECTED, 2));
    assertThat(gauge.unfinished()).isZero();
  }

  @Test
  void itIsFullAtItsBound() {
    gauge.recount(() -> LongStream.range(1, OutboxGauge.MAX_UNFINISHED).boxed().toList());
    assertThat(gauge.full()).isFalse();
    gauge.onDurable(changed(SubmissionState.QUEUED, OutboxGauge.MAX_UNFINISHED));
    assertThat(gauge.full()).isTrue();
  }

  @Test
  void aCommitThatTheRecountKnewOfAlreadyIsNotTakenOffTwice() {
    gauge.onDurable(changed(SubmissionState.QUEUED, 1));
    gauge.recount(List::of); // the row is committed, its event is still on its way
    gauge.onDurable(changed(SubmissionState.COMMITTED, 1));
    assertThat(gauge.unfinished()).isZero();
  }

  @Test
  void aBlockBeforeTheFirstCountLeavesNothingNegative() {
    gauge.onDurable(changed(SubmissionState.COMMITTED, 1));
    assertThat(gauge.unfinished()).isZero();
  }

  @Test
  void whatIsToldWhileTheDatabaseIsReadWinsOverWhatWasRead() {
    gauge.recount(
        () -> {
          gauge.onDurable(changed(SubmissionState.COMMITTED, 1));
          gauge.onDurable(changed(SubmissionState.QUEUED, 3));
          return List.of(1L, 2L);
        });
    assertThat(gauge.unfinished()).isEqualTo(2);
    gauge.onDurable(changed(SubmissionState.COMMITTED, 2, 3));
    assertThat(gauge.unfinished()).isZero();
  }

  @Test
  void aRecountThatFailsLeavesTheGaugeAsItWas() {
    gauge.onDurable(changed(SubmissionState.QUEUED, 1));
    try {
      gauge.recount(
          () -> {
            throw new IllegalStateException("no database");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("no database");
    }
    gauge.onDurable(changed(SubmissionState.QUEUED, 2));
    assertThat(gauge.unfinished()).isEqualTo(2);
  }
}
