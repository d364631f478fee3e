package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.AcceptedVisit;
import org.healthchain.server.intake.Visit;
import org.healthchain.server.intake.VisitContent;
import org.healthchain.server.transaction.Hash;
import org.junit.jupiter.api.Test;

class SendingHashesTest {
  private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");
  private static final Diagnosis ASTHMA = new Diagnosis("J45.909", "Unspecified asthma");
  private static final Hash PATIENT = Hash.sha256(new byte[] {1});

  private final SendingHashes hashes = new SendingHashes(new byte[32]);

  @Test
  void equalVisitsHaveEqualHashesHoweverThePatientIsSpelt() {
    assertThat(hashes.content(visit("Ada", TIME, true, "x", null), PATIENT))
        .isEqualTo(hashes.content(visit("ADA", TIME, true, "x", null), PATIENT));
  }

  @Test
  void everythingThatARecordSaysTellsVisitsApart() {
    Hash one = hashes.content(visit("Ada", TIME, true, "x", null), PATIENT);
    assertThat(
            List.of(
                hashes.content(visit("Ada", TIME.plusSeconds(1), true, "x", null), PATIENT),
                hashes.content(visit("Ada", TIME, true, "y", null), PATIENT),
                hashes.content(visit("Ada", TIME, true, "x", "ab".repeat(32)), PATIENT),
                hashes.content(visit("Ada", TIME, true, "x", null), Hash.sha256(new byte[] {2})),
                hashes.content(visit("Ada", TIME, false, "x", null), PATIENT)))
        .doesNotContain(one)
        .doesNotHaveDuplicates();
  }

  @Test
  void aTimeThatNobodyNamedDoesNotTellThemApart() {
    assertThat(hashes.content(visit("Ada", TIME, false, "x", null), PATIENT))
        .isEqualTo(hashes.content(visit("Ada", TIME.plusSeconds(9), false, "x", null), PATIENT));
  }

  @Test
  void whoLacksTheServersSecretCannotCompute() {
    byte[] other = new byte[32];
    other[0] = 1;
    AcceptedVisit visit = visit("Ada", TIME, true, "x", null);
    assertThat(new SendingHashes(other).content(visit, PATIENT))
        .isNotEqualTo(hashes.content(visit, PATIENT));
    assertThat(new SendingHashes(other).idempotencyKey("k"))
        .isNotEqualTo(hashes.idempotencyKey("k"));
    assertThat(hashes.idempotencyKey(null)).isNull();
  }

  private static AcceptedVisit visit(
      String name, Instant time, boolean given, String notes, String supersedes) {
    return new AcceptedVisit(
        new Visit(name, "12345", new VisitContent(time, List.of(ASTHMA), notes), supersedes),
        given,
        List.of());
  }
}
